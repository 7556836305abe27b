import { randomUUID } from 'node:crypto';
import type { LayerName } from '../policy/evaluate/layers.js';
import type { Decision } from '../policy/types.js';
import type { AccessDeniedDetail } from './api-error.js';
import type { Caller } from './caller.js';

/** The AccessDeniedDetail of a refused call. The root is never refused by a policy and has none. */
export function accessDeniedDetail(
  caller: Caller,
  account: string,
  action: string,
  decision: Decision,
  policyType: LayerName,
): AccessDeniedDetail | undefined {
  if (caller.kind === 'root') return undefined;
  return {
    PolicyType: policyType,
    AuthPrincipalOwnerId: account,
    EncodedDiagnosticMessage: Buffer.from(randomUUID()).toString('base64'),
    AuthPrincipalType: caller.kind === 'user' ? 'SubUser' : 'AssumedRoleUser',
    AuthPrincipalDisplayName:
      caller.kind === 'user' ? caller.user.UserId : `${caller.session.RoleName}:${caller.session.RoleSessionName}`,
    NoPermissionType: decision.verdict === 'explicitly denied' ? 'ExplicitDeny' : 'ImplicitDeny',
    AuthAction: action,
  };
}
