import type { LocalCloud } from './local-cloud.js';
import { issueSession } from './sessions.js';
import type { InstanceRecord, SessionRecord } from './state/records.js';
import { fold } from './state/state.js';
import { trusts } from './trust.js';

/** Seconds that the metadata service's credentials last, whatever the role's own session duration. */
const LIFETIME = 6 * 3600;
/** A new one appears this long before the old one ends. Milliseconds. */
const RENEW_BEFORE = 30 * 60 * 1000;

/** The credentials of an instance that carries a role; undefined when ECS cannot assume that role (any more). */
export function instanceCredential(cloud: LocalCloud, instance: InstanceRecord): SessionRecord | undefined {
  const { state } = cloud;
  const role = state.roles.get(fold(instance.RamRoleName));
  if (role === undefined) return undefined;
  const service = { service: 'ecs.aliyuncs.com' };
  if (trusts(role, service, state.owner.AccountId, {}, cloud.guesses).verdict !== 'allowed') return undefined;
  const now = cloud.now();
  const current = state.sessions.get(instance.CredentialId);
  if (current?.RoleId === role.RoleId && now < current.ExpiresAt - RENEW_BEFORE) return current;
  return cloud.transact(() => {
    const session = issueSession(state, {
      role,
      sessionName: `vm-ram-${instance.InstanceId}`,
      policy: instance.RamRolePolicy,
      seconds: LIFETIME,
      now,
    });
    state.instances.put(instance.InstanceId, { ...instance, CredentialId: session.AccessKeyId });
    return session;
  });
}
