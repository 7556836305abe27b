import { roleArn } from '../../model/arn.js';
import { defaultPolicyGuesses, type PolicyGuesses } from '../guesses.js';
import type { AccessRequest } from '../types.js';

/**
 * Services with a published ram:PassRole example that is conditioned on acs:Service, so that the key is known to
 * be set when a role is passed to them.
 */
const PUBLISHED = new Set([
  'ecs.aliyuncs.com',
  'fc.aliyuncs.com',
  'cs.aliyuncs.com',
  'oos.aliyuncs.com',
  'cloudmonitor.aliyuncs.com',
]);

/** True when a public example shows that passing a role to this service sets acs:Service. */
export function setsServiceKey(service: string): boolean {
  return PUBLISHED.has(service);
}

/** What is asked of the caller's identity policies when the caller passes a role of this account to a service. */
export function passRoleRequest(
  account: string,
  roleName: string,
  service: string,
  guesses: PolicyGuesses = defaultPolicyGuesses,
): AccessRequest {
  const keyed = setsServiceKey(service) || guesses.passRoleServiceKey === 'set';
  return {
    action: 'ram:PassRole',
    resource: roleArn(account, roleName),
    context: keyed ? { 'acs:Service': service } : {},
  };
}
