import { defaultPolicyGuesses, type PolicyGuesses } from '../guesses.js';
import { describeType, indexPath, type JsonNode, type JsonObject, memberOf, toValue } from '../json/node.js';
import { readJson } from '../json/reader.js';
import { quote } from '../quote.js';
import type { DocumentKind, PolicyDocument, PolicyProblem } from '../types.js';
import { missing } from './fields.js';
import { ProblemList } from './problem-list.js';
import { checkStatement } from './statement.js';

/** Characters of a custom policy's document (published: CreatePolicy). */
export const IDENTITY_DOCUMENT_LIMIT = 6144;

/** What a text says, and what is wrong with it. */
export interface ParsedPolicy {
  /** Present when the document can be evaluated, though problems may remain. Unknown fields are in it. */
  readonly document?: PolicyDocument;
  /** In the order of the text. */
  readonly problems: PolicyProblem[];
}

/** Reads a document and finds everything that is wrong with it in one pass. Never throws. */
export function parsePolicy(
  text: string,
  kind: DocumentKind,
  guesses: PolicyGuesses = defaultPolicyGuesses,
): ParsedPolicy {
  const problems = new ProblemList();
  const json = readJson(text);
  problems.addJson(json.problems);
  checkLength(text, kind, guesses, problems);
  if (json.root !== undefined) checkDocument(json.root, kind, problems);
  const found = problems.inOrder(text);
  if (json.root === undefined || problems.meaningless) return { problems: found };
  return { document: toValue(json.root) as PolicyDocument, problems: found };
}

function checkDocument(root: JsonNode, kind: DocumentKind, problems: ProblemList): void {
  if (root.type !== 'object') {
    problems.fail('type', root, '', `A policy is an object, not ${describeType(root)}.`);
    return;
  }
  checkVersion(root, problems);
  const statements = memberOf(root, 'Statement')?.value;
  if (statements === undefined) {
    problems.fail('statement', root, '', missing('Statement', root));
  } else if (statements.type !== 'array') {
    const text = `A list of statements should be here, not ${describeType(statements)}.`;
    problems.fail('type', statements, 'Statement', text);
  } else {
    if (statements.items.length === 0) problems.add('statement', statements, 'Statement', 'This list is empty.');
    for (const [i, statement] of statements.items.entries()) {
      checkStatement(statement, indexPath('Statement', i), kind, problems);
    }
  }
}

function checkVersion(root: JsonObject, problems: ProblemList): void {
  const version = memberOf(root, 'Version')?.value;
  if (version === undefined) {
    problems.add('version', root, '', `${missing('Version', root)} Write "Version": "1".`);
  } else if (version.type !== 'string') {
    problems.add('type', version, 'Version', `The string "1" should be here, not ${describeType(version)}.`);
  } else if (version.value !== '1') {
    problems.add('version', version, 'Version', `The only version is "1", not ${quote(version.value)}.`);
  }
}

function checkLength(text: string, kind: DocumentKind, guesses: PolicyGuesses, problems: ProblemList): void {
  const limit = kind === 'identity' ? IDENTITY_DOCUMENT_LIMIT : trustLimit(guesses);
  if (text.length <= limit) return;
  problems.add('length', { start: 0 }, '', `The document has ${text.length} characters; ${limit} are allowed.`);
}

function trustLimit({ trustDocumentLimit }: PolicyGuesses): number {
  return trustDocumentLimit === 'none' ? Number.POSITIVE_INFINITY : Number(trustDocumentLimit);
}
