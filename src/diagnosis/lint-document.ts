import { bySeverity, type Finding } from '../model/finding.js';
import { formatPath } from '../policy/json/path.js';
import type { LintFacts, LintRule } from '../policy/lint/rule.js';
import { lintRules } from '../policy/lint/rules.js';
import { type ParsedPolicy, parsePolicy } from '../policy/parse/parse.js';
import type { DocumentKind } from '../policy/types.js';
import { administratorOnInstanceRole, type RoleEvidence } from './checks/administrator-on-instance-role.js';
import { type Check, runChecks } from './run-checks.js';

/** A document with all that is known of it. */
interface DocumentEvidence {
  readonly parsed: ParsedPolicy;
  readonly facts: LintFacts;
}

/**
 * Everything wrong or doubtful in a document, the grave things first: what keeps the cloud from accepting it, and,
 * where it can be understood, what the rules find. Never throws, whatever the text is.
 */
export function lintDocument(text: string, kind: DocumentKind, facts: LintFacts = {}): Finding[] {
  const checks = [problemCheck, ...lintRules.filter(({ kinds }) => kinds.includes(kind)).map(toCheck)];
  return runChecks(checks, { parsed: parsePolicy(text, kind), facts });
}

/** The same for the trust policy of a role that exists, and for what hangs on the role. */
export function lintRole(trustPolicy: string, role: RoleEvidence, facts: LintFacts): Finding[] {
  const onRole = runChecks([administratorOnInstanceRole], role);
  return [...lintDocument(trustPolicy, 'trust', facts), ...onRole].sort(bySeverity);
}

/** What parsePolicy finds. */
const problemCheck: Check<DocumentEvidence> = {
  find: ({ parsed }) =>
    parsed.problems.map(({ rule, fix, ...problem }): Finding => {
      // An edit of a document that is no JSON, or has a key twice, could hit the wrong place.
      return { id: rule, ...problem, ...(fix && parsed.document && { fix }) };
    }),
};

/** A rule has something to say only of a document that can be understood. */
function toCheck(rule: LintRule): Check<DocumentEvidence> {
  return {
    find: ({ parsed: { document, positionAt }, facts }) => {
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
