import { roleArn } from '../../model/arn.js';
import { PASS_ROLE } from '../actions.js';
import { defaultPolicyGuesses, type PolicyGuesses } from '../guesses.js';
import { SERVICE_KEY, setsServiceKey } from '../service-key.js';
import type { AccessRequest } from '../types.js';

/** What is asked of the caller's identity policies when the caller passes a role of this account to a service. */
export function passRoleRequest(
  account: string,
  roleName: string,
  service: string,
  guesses: PolicyGuesses = defaultPolicyGuesses,
): AccessRequest {
  const keyed = setsServiceKey(service) || guesses.passRoleServiceKey === 'set';
  return {
    action: PASS_ROLE,
    resource: roleArn(account, roleName),
    context: keyed ? { [SERVICE_KEY]: service } : {},
  };
}
