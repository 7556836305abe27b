import type { Finding, Fix } from '../model/finding.js';
import { formatPath, type JsonPath, offsetOf } from '../policy/json/path.js';
import { type Position, positionsOf } from '../policy/json/position.js';
import { readJson } from '../policy/json/reader.js';
import { entriesOf, replace } from '../policy/lint/entries.js';
import type { LintFacts, LintRule } from '../policy/lint/rule.js';
import { lintRules } from '../policy/lint/rules.js';
import { type ParsedPolicy, parsePolicy } from '../policy/parse/parse.js';
import { suggestedService } from '../policy/parse/principal.js';
import type { DocumentKind, PolicyDocument, ProblemRule } from '../policy/types.js';
import { type Check, runChecks } from './run-checks.js';

/** A document with all that is known of it. */
interface DocumentEvidence {
  readonly parsed: ParsedPolicy;
  readonly facts: LintFacts;
  /** Where in the text a path leads; undefined when it leads nowhere. */
  readonly positionAt: (path: JsonPath) => Position | undefined;
}

/**
 * Everything wrong or doubtful in a document, the grave things first: what keeps the cloud from accepting it, and,
 * where it can be understood, what the rules find. Never throws, whatever the text is.
 */
export function lintDocument(text: string, kind: DocumentKind, facts: LintFacts = {}): Finding[] {
  const checks = [problemCheck, ...lintRules.filter(({ kinds }) => kinds.includes(kind)).map(toCheck)];
  const { root } = readJson(text);
  const position = positionsOf(text);
  const positionAt = (path: JsonPath) => {
    const offset = root && offsetOf(root, path);
    return offset === undefined ? undefined : position(offset);
  };
  return runChecks(checks, { parsed: parsePolicy(text, kind), facts, positionAt });
}

/** What parsePolicy objects to, the cloud refuses or does not mean as written. */
const problemCheck: Check<DocumentEvidence> = {
  id: 'problems',
  find: ({ parsed }) =>
    parsed.problems.map(({ rule, ...problem }): Finding => {
      const fix = parsed.document && fixOf(rule, problem.path, parsed.document);
      return { id: rule, severity: 'high', ...problem, ...(fix && { fix }) };
    }),
};

function fixOf(rule: ProblemRule, path: string, document: PolicyDocument): Fix | undefined {
  if (rule === 'version') {
    const op = document.Version === undefined ? 'add' : 'replace';
    return { summary: 'Write version "1".', edits: [{ op, path: '/Version', value: '1' }] };
  }
  if (rule !== 'service-principal') return undefined;
  const entries = document.Statement.flatMap(({ Principal }, i) =>
    entriesOf(Principal?.Service, ['Statement', i, 'Principal', 'Service']),
  );
  const entry = entries.find((one) => formatPath(one.path) === path);
  const [, account, service = ''] = /^(\d+@)?(.*)$/s.exec(entry?.value ?? '') ?? [];
  const right = suggestedService(service);
  if (entry === undefined || right === undefined) return undefined;
  return { summary: `Write ${right}.`, edits: [replace(entry, (account ?? '') + right)] };
}

/** A rule has something to say only of a document that can be understood. */
function toCheck(rule: LintRule): Check<DocumentEvidence> {
  return {
    id: rule.id,
    find: ({ parsed: { document }, facts, positionAt }) => {
      if (document === undefined) return [];
      return Array.from(
        rule.find({ ...facts, document }),
        ({ path, severity = rule.severity, ...hit }): Finding => ({
          id: rule.id,
          severity,
          path: formatPath(path),
          ...positionAt(path),
          ...hit,
        }),
      );
    },
  };
}
