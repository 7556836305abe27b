import { PRINCIPAL_FIELDS } from '../fields.js';
import { remove } from '../json/patch.js';
import { toList } from '../one-or-many.js';
import type { Statement, TrustPrincipal } from '../types.js';
import { actionCovers, resourceCovers } from './covers.js';
import type { LintRule } from './rule.js';

/** The longest document holds a few hundred entries; comparing each with each of thousands would take minutes. */
const MOST_ENTRIES = 1000;

function isTooLong(statements: readonly Statement[]): boolean {
  const entries = statements.map(({ Action, Resource }) => toList(Action).length + toList(Resource).length);
  return entries.reduce((sum, count) => sum + count, 0) > MOST_ENTRIES;
}

/** An Allow that a Deny of the same document always beats. */
export const shadowedByDeny: LintRule = {
  id: 'shadowed-by-deny',
  severity: 'warning',
  kinds: ['identity', 'trust'],
  *find({ document: { Statement: statements } }) {
    if (isTooLong(statements)) return;
    for (const [i, statement] of statements.entries()) {
      if (statement.Effect !== 'Allow') continue;
      const by = statements.findIndex((other) => other.Effect === 'Deny' && includes(other, statement));
      if (by < 0) continue;
      yield {
        path: ['Statement', i],
        message: `Statement[${by}] denies all that this allows, so that it has no effect. Take one of the two out.`,
        evidence: { by },
        fix: { summary: 'Take the Allow out.', edits: [remove(['Statement', i])] },
      };
    }
  },
};

/** An Allow that says nothing new. */
export const shadowedByAllow: LintRule = {
  id: 'shadowed-by-allow',
  severity: 'info',
  kinds: ['identity', 'trust'],
  *find({ document: { Statement: statements } }) {
    if (isTooLong(statements)) return;
    for (const [i, statement] of statements.entries()) {
      if (statement.Effect !== 'Allow') continue;
      const by = statements.findIndex(
        (other, at) =>
          at !== i && other.Effect === 'Allow' && includes(other, statement) && (at < i || !includes(statement, other)),
      );
      if (by < 0) continue;
      yield {
        path: ['Statement', i],
        message: `Statement[${by}] allows all of this already.`,
        evidence: { by },
        fix: { summary: 'Take the statement out.', edits: [remove(['Statement', i])] },
      };
    }
  },
};

/** True when `wide` applies wherever `narrow` does. Statements with NotAction or NotResource are not compared. */
function includes(wide: Statement, narrow: Statement): boolean {
  if (wide.Condition !== undefined || wide.Action === undefined || narrow.Action === undefined) return false;
  if (wide.NotResource !== undefined || narrow.NotResource !== undefined) return false;
  return (
    every(narrow.Action, wide.Action, actionCovers) &&
    (wide.Principal === undefined
      ? every(narrow.Resource, wide.Resource, resourceCovers)
      : includesPrincipals(wide.Principal, narrow.Principal ?? {}))
  );
}

function includesPrincipals(wide: TrustPrincipal, narrow: TrustPrincipal): boolean {
  return PRINCIPAL_FIELDS.every((kind) =>
    every(narrow[kind], wide[kind], (one, other) => one === other || (kind === 'RAM' && one === '*')),
  );
}

function every(
  narrow: string | readonly string[] | undefined,
  wide: string | readonly string[] | undefined,
  covered: (wide: string, narrow: string) => boolean,
): boolean {
  return toList(narrow).every((one) => toList(wide).some((other) => covered(other, one)));
}
