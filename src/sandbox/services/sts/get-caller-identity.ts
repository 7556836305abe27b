import type { Answer, Call } from '../../call.js';

/** Who is calling; needs no permission. */
export function getCallerIdentity(call: Call): Answer {
  const { caller, account } = call;
  const common = { AccountId: account, Arn: caller.arn };
  if (caller.kind === 'root') return { ...common, IdentityType: 'Account', PrincipalId: account };
  if (caller.kind === 'user') {
    const { UserId } = caller.user;
    return { ...common, IdentityType: 'RAMUser', PrincipalId: UserId, UserId };
  }
  const { RoleId, RoleSessionName } = caller.session;
  return { ...common, IdentityType: 'AssumedRoleUser', PrincipalId: `${RoleId}:${RoleSessionName}`, RoleId };
}
