import { add, remove, replace } from '../json/patch.js';
import type { Statement } from '../types.js';
import { actionCovers, coversAllOfAccount } from './covers.js';
import { allowsOf, blank, entriesOf } from './entries.js';
import type { LintedDocument, LintHit, LintRule } from './rule.js';

/** `*` on `*`: the holder is an administrator. */
export const fullAccess: LintRule = {
  id: 'full-access',
  severity: 'high',
  kinds: ['identity'],
  find: (linted) => wideActions(linted, EVERYTHING),
};

/** `ram:*` on all of RAM: the holder can make itself an administrator. */
export const ramFullAccess: LintRule = {
  id: 'ram-full-access',
  severity: 'high',
  kinds: ['identity'],
  find: (linted) => wideActions(linted, ALL_OF_RAM),
};

/** Actions and resources of which everything is too much. */
interface Width {
  readonly action: string;
  readonly resource: string;
  readonly what: string;
  readonly narrower: string;
}

const EVERYTHING: Width = {
  action: '*:*',
  resource: 'acs:*:*:*:*',
  what: 'everything',
  narrower: `${blank('Service')}:${blank('Operation')}`,
};
const ALL_OF_RAM: Width = {
  action: 'ram:*',
  resource: 'acs:ram:*:*:*',
  what: 'everything in RAM',
  narrower: `ram:${blank('Operation')}`,
};

/** True when the holder of a document is an administrator, or can make itself one, without a condition. */
export function makesAdministrator({ document }: Pick<LintedDocument, 'document'>): boolean {
  const unconditioned = document.Statement.filter(({ Condition }) => Object.keys(Condition ?? {}).length === 0);
  const linted = { document: { ...document, Statement: unconditioned } };
  if (unconditioned.some((statement) => statement.Effect === 'Allow' && leavesRamOpen(statement))) return true;
  return [EVERYTHING, ALL_OF_RAM].some((width) => [...wideActions(linted, width)].length > 0);
}

function* wideActions({ document, onInstanceRole }: LintedDocument, width: Width): Iterable<LintHit> {
  const { action, what, narrower } = width;
  for (const { statement, path } of allowsOf(document)) {
    if (!resourcesOf(statement, width)) continue;
    for (const entry of entriesOf(statement.Action, [...path, 'Action'])) {
      const wider = width !== EVERYTHING && actionCovers(entry.value, EVERYTHING.action);
      if (!actionCovers(entry.value, action) || (wider && resourcesOf(statement, EVERYTHING))) continue;
      yield {
        path: entry.path,
        message: `The holder may do ${what}, and so give itself any other permission. ${
          onInstanceRole === true
            ? 'An instance role carries this: every process on its instances has it.'
            : 'Never put this on an instance role, where every process would have it.'
        } Name the actions that are needed.`,
        evidence: entry.value,
        fix: { summary: 'Name the actions.', edits: [replace(entry.path, narrower)] },
      };
    }
  }
}

/** True when a statement is for all that the width speaks of, or for so much of it that RAM is open. */
function resourcesOf({ Resource, NotResource }: Statement, { resource }: Width): boolean {
  if (NotResource !== undefined) return !coversOne(NotResource, ALL_OF_RAM.resource);
  return coversOne(Resource, resource);
}

function coversOne(patterns: Statement['Resource'], resource: string): boolean {
  return entriesOf(patterns, []).some(({ value }) => coversAllOfAccount(value, resource));
}

/** True when an Allow with NotAction leaves RAM open, so that its holder can make itself an administrator. */
function leavesRamOpen(statement: Statement): boolean {
  if (statement.NotAction === undefined || !resourcesOf(statement, ALL_OF_RAM)) return false;
  return !entriesOf(statement.NotAction, []).some(({ value }) => actionCovers(value, ALL_OF_RAM.action));
}

/** Allow with NotAction allows whatever the cloud adds later. */
export const notActionAllow: LintRule = {
  id: 'not-action-allow',
  severity: 'warning',
  kinds: ['identity', 'trust'],
  *find({ document }) {
    for (const { statement, path } of allowsOf(document)) {
      if (statement.NotAction === undefined) continue;
      const administrator = statement.Principal === undefined && leavesRamOpen(statement);
      yield {
        path: [...path, 'NotAction'],
        severity: administrator ? 'high' : undefined,
        message: `This allows every action but these, ${administrator ? 'those of RAM too, so that the holder can give itself any other permission' : 'also of services that are added later'}. List what is needed.`,
        evidence: statement.NotAction,
        fix: {
          summary: 'List the actions instead.',
          edits: [
            remove([...path, 'NotAction']),
            add([...path, 'Action'], `${blank('Service')}:${blank('Operation')}`),
          ],
        },
      };
    }
  },
};
