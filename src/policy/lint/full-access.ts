import { add, remove, replace } from '../json/patch.js';
import { coversAction, coversResource } from './covers.js';
import { allowsOf, blank, entriesOf } from './entries.js';
import type { LintedDocument, LintHit, LintRule } from './rule.js';

/** `*` on `*`: the holder is an administrator. */
export const fullAccess: LintRule = {
  id: 'full-access',
  severity: 'warning',
  kinds: ['identity'],
  find: (linted) => wideActions(linted, '*:*', '*', 'everything', `${blank('Service')}:${blank('Operation')}`),
};

/** `ram:*` on all of RAM: the holder can make itself an administrator. */
export const ramFullAccess: LintRule = {
  id: 'ram-full-access',
  severity: 'warning',
  kinds: ['identity'],
  find: (linted) => wideActions(linted, 'ram:*', 'acs:ram:*:*:*', 'everything in RAM', `ram:${blank('Operation')}`),
};

/** True when a document allows everything on everything without a condition. */
export function allowsEverything(linted: Pick<LintedDocument, 'document'>): boolean {
  return allowsOf(linted.document).some(
    ({ statement }) =>
      statement.Condition === undefined &&
      entriesOf(statement.Action, []).some(({ value }) => coversAction(value, '*:*')) &&
      entriesOf(statement.Resource, []).some(({ value }) => coversResource(value, '*')),
  );
}

function* wideActions(
  { document, onInstanceRole }: LintedDocument,
  action: string,
  resource: string,
  what: string,
  narrower: string,
): Iterable<LintHit> {
  for (const { statement, path } of allowsOf(document)) {
    if (!entriesOf(statement.Resource, []).some(({ value }) => coversResource(value, resource))) continue;
    for (const entry of entriesOf(statement.Action, [...path, 'Action'])) {
      const wider = action !== '*:*' && coversAction(entry.value, '*:*');
      if (wider || !coversAction(entry.value, action)) continue;
      yield {
        path: entry.path,
        severity: onInstanceRole === true ? 'high' : undefined,
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

/** Allow with NotAction allows whatever the cloud adds later. */
export const notActionAllow: LintRule = {
  id: 'not-action-allow',
  severity: 'warning',
  kinds: ['identity', 'trust'],
  *find({ document }) {
    for (const { statement, path } of allowsOf(document)) {
      if (statement.NotAction === undefined) continue;
      yield {
        path: [...path, 'NotAction'],
        message: 'This allows every action but these, also of services that are added later. List what is needed.',
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
