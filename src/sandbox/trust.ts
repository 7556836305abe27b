import { parseArn } from '../model/arn.js';
import { type Assumer, mayAssume } from '../policy/evaluate/trust.js';
import type { PolicyGuesses } from '../policy/guesses.js';
import { toList } from '../policy/one-or-many.js';
import { parsePolicy } from '../policy/parse/parse.js';
import type { AccessRequest, Decision } from '../policy/types.js';
import type { RoleRecord } from './state/records.js';
import { fold, type State } from './state/state.js';

/** Asks a role's trust policy; a document that cannot be evaluated trusts nobody. */
export function trusts(
  role: RoleRecord,
  who: Assumer,
  roleAccount: string,
  context: AccessRequest['context'],
  guesses: PolicyGuesses,
): Decision {
  const { document } = parsePolicy(role.AssumeRolePolicyDocument, 'trust');
  return document === undefined
    ? { verdict: 'implicitly denied' }
    : mayAssume({ document, who, roleAccount }, context, guesses);
}

/** RAM principals that a trust policy names in this account and that do not exist (cloud-api §6: named ones must). */
export function missingPrincipals(state: State, text: string): string[] {
  const { document } = parsePolicy(text, 'trust');
  const named = (document?.Statement ?? []).flatMap((statement) => toList(statement.Principal?.RAM));
  return named.filter((name) => {
    const arn = parseArn(name);
    if (arn === undefined || arn.account !== state.owner.AccountId) return false;
    const [type, entity = ''] = arn.relativeId.split('/');
    if (type === 'user') return !state.users.has(fold(entity));
    if (type === 'role') return !state.roles.has(fold(entity));
    return false;
  });
}
