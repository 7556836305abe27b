import { ASSUME_ROLE } from '../actions.js';
import { replace } from '../json/patch.js';
import { matchAction } from '../match/action.js';
import type { Statement } from '../types.js';
import { actionCovers, coversAllOfAccount } from './covers.js';
import { allowsOf, blank, entriesOf } from './entries.js';
import type { LintRule } from './rule.js';

/** Actions that change what somebody may do, and the resources of which all are too many. */
const ESCALATING: Readonly<Record<string, string>> = {
  'ram:AttachPolicyToUser': 'user/*',
  'ram:AttachPolicyToGroup': 'group/*',
  'ram:AttachPolicyToRole': 'role/*',
  'ram:CreatePolicyVersion': 'policy/*',
  'ram:SetDefaultPolicyVersion': 'policy/*',
  'ram:AddUserToGroup': 'group/*',
  'ram:CreateAccessKey': 'user/*',
  'ram:CreateLoginProfile': 'user/*',
  'ram:UpdateLoginProfile': 'user/*',
  'ram:UpdateRole': 'role/*',
};

/** Who may attach any policy, or act as any user, can make itself an administrator with one call. */
export const ramEscalation: LintRule = {
  id: 'ram-escalation',
  severity: 'warning',
  kinds: ['identity'],
  *find({ document }) {
    for (const { statement, path } of allowsOf(document)) {
      for (const entry of entriesOf(statement.Action, [...path, 'Action'])) {
        // `ram:*` has a rule of its own.
        if (actionCovers(entry.value, 'ram:*')) continue;
        const [action] =
          Object.entries(ESCALATING).find(
            ([one, resources]) => matchAction(entry.value, one) && isForAll(statement, resources),
          ) ?? [];
        if (action === undefined) continue;
        yield {
          path: entry.path,
          message: `With ${action} on all of them the holder can give itself any other permission. Name the resources.`,
          evidence: entry.value,
        };
      }
    }
  },
};

/** Whoever may assume every role holds what the strongest one holds that trusts the account. */
export const assumeAnyRole: LintRule = {
  id: 'assume-any-role',
  severity: 'warning',
  kinds: ['identity'],
  *find({ document }) {
    for (const { statement, path } of allowsOf(document)) {
      const assumes = entriesOf(statement.Action, []).some(
        ({ value }) => matchAction(value, ASSUME_ROLE) && !actionCovers(value, '*:*'),
      );
      if (!assumes) continue;
      for (const entry of entriesOf(statement.Resource, [...path, 'Resource'])) {
        if (!coversAllOfAccount(entry.value, 'acs:ram:*:*:role/*')) continue;
        const alone = entriesOf(statement.Action, []).length === 1;
        const role = `acs:ram:*:${blank('AccountId')}:role/${blank('RoleName')}`;
        yield {
          path: entry.path,
          message: 'Every role that trusts the account may be assumed, the strongest one included. Name the roles.',
          evidence: entry.value,
          ...(alone && { fix: { summary: 'Name the one role.', edits: [replace(entry.path, role)] } }),
        };
      }
    }
  },
};

function isForAll({ Resource }: Statement, relativeId: string): boolean {
  return entriesOf(Resource, []).some(({ value }) => coversAllOfAccount(value, `acs:ram:*:*:${relativeId}`));
}
