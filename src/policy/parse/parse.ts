import { DOCUMENT_FIELDS } from '../fields.js';
import { everyPolicyGuess, type PolicyGuesses } from '../guesses.js';
import { describeType, type JsonNode, type JsonObject, memberOf, toValue } from '../json/node.js';
import { add, replace } from '../json/patch.js';
import { type JsonPath, nodeAt } from '../json/path.js';
import { type Position, positionsOf } from '../json/position.js';
import { readJson } from '../json/reader.js';
import { quote } from '../quote.js';
import type { DocumentKind, PolicyDocument, PolicyProblem } from '../types.js';
import { checkFieldNames, missing } from './fields.js';
import { ProblemList } from './problem-list.js';
import { checkStatement } from './statement.js';

/** Characters of a custom policy's document (published: CreatePolicy). */
export const IDENTITY_DOCUMENT_LIMIT = 6144;

/** Characters of a session policy, of AssumeRole (published: `.PolicySize`). */
export const SESSION_POLICY_LIMIT = 2048;

/** What a text says, and what is wrong with it. */
export interface ParsedPolicy {
  /** Present when the document can be evaluated, though problems may remain. Unknown fields are in it. */
  readonly document?: PolicyDocument;
  /** In the order of the text. */
  readonly problems: PolicyProblem[];
  /** Where in the text a path leads; undefined when it leads nowhere. */
  readonly positionAt: (path: JsonPath) => Position | undefined;
}

/**
 * Reads a document and finds everything that is wrong with it in one pass. Never throws. `settings` are those of the
 * open questions that may hold; where only some of them object, a problem is a warning.
 */
export function parsePolicy(
  text: string,
  kind: DocumentKind,
  settings: readonly PolicyGuesses[] = everyPolicyGuess(),
): ParsedPolicy {
  const problems = new ProblemList();
  const json = readJson(text);
  problems.addJson(json.problems);
  checkLength(text, kind, settings, problems);
  if (json.root !== undefined) checkDocument(json.root, kind, problems);
  const position = positionsOf(text);
  const parsed: ParsedPolicy = {
    problems: problems.inOrder(position),
    positionAt: (path) => {
      const place = json.root && nodeAt(json.root, path);
      return place && position(place.start);
    },
  };
  if (json.root === undefined || problems.meaningless) return parsed;
  return { ...parsed, document: toValue(json.root) as PolicyDocument };
}

function checkDocument(root: JsonNode, kind: DocumentKind, problems: ProblemList): void {
  if (root.type !== 'object') {
    problems.fail('type', root, [], `A policy is an object, not ${describeType(root)}.`);
    return;
  }
  checkFieldNames(root, DOCUMENT_FIELDS, [], problems);
  checkVersion(root, problems);
  const statements = memberOf(root, 'Statement')?.value;
  if (statements === undefined) {
    problems.fail('statement', root, [], missing('Statement', root));
  } else if (statements.type === 'array') {
    if (statements.items.length === 0) problems.add('statement', statements, ['Statement'], 'This list is empty.');
    for (const [i, statement] of statements.items.entries())
      checkStatement(statement, ['Statement', i], kind, problems);
  } else {
    const message = `A list of statements should be here, not ${describeType(statements)}.`;
    problems.fail('type', statements, ['Statement'], message);
    if (statements.type === 'object') checkStatement(statements, ['Statement'], kind, problems);
  }
}

function checkVersion(root: JsonObject, problems: ProblemList): void {
  const version = memberOf(root, 'Version')?.value;
  const path: JsonPath = ['Version'];
  const summary = 'Write version "1".';
  if (version === undefined) {
    const fix = { summary, edits: [add(path, '1')] };
    problems.add('version', root, [], `${missing('Version', root)} Write "Version": "1".`, { fix });
  } else if (version.type !== 'string') {
    const message = `The string "1" should be here, not ${describeType(version)}.`;
    problems.add('type', version, path, message, { fix: { summary, edits: [replace(path, '1')] } });
  } else if (version.value !== '1') {
    const message = `The only version is "1", not ${quote(version.value)}.`;
    problems.add('version', version, path, message, { fix: { summary, edits: [replace(path, '1')] } });
  }
}

/** CreateRole names an error for over-long trust documents; how long is a guess. */
function checkLength(
  text: string,
  kind: DocumentKind,
  settings: readonly PolicyGuesses[],
  problems: ProblemList,
): void {
  const limits = settings.map((guesses) => documentLimit(kind, guesses));
  const passed = limits.filter((limit) => text.length > limit);
  if (passed.length === 0) return;
  const sure = passed.length === limits.length;
  const most = Math.min(...passed);
  const message = sure
    ? `The document has ${text.length} characters; ${most} are allowed.`
    : `The document has ${text.length} characters. No source says how many a trust policy may have; ${most} may be the limit.`;
  problems.add('length', { start: 0 }, [], message, { severity: sure ? 'high' : 'warning' });
}

/** Characters that a document may have. */
export function documentLimit(kind: DocumentKind, { trustDocumentLimit }: PolicyGuesses): number {
  if (kind === 'identity') return IDENTITY_DOCUMENT_LIMIT;
  return trustDocumentLimit === 'none' ? Number.POSITIVE_INFINITY : Number(trustDocumentLimit);
}
