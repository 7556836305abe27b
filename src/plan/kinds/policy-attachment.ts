import type { PolicySummary } from '../../cloud/ports.js';
import type { DesiredAttachment } from '../../model/desired-state.js';
import { refuseReservedRole, sameName } from '../../model/name.js';
import { formatPolicy, type PolicyRef } from '../../model/policy.js';
import { formatPrincipal, type Principal } from '../../model/principal.js';
import { defineKind, type Scope } from '../kind.js';

/** A policy attached to a role, user or group. */
export const policyAttachmentKind = defineKind<DesiredAttachment, readonly PolicySummary[]>({
  kind: 'policy-attachment',
  stage: 1,
  whenMoved: 'merge',
  journalFields: ['PolicyType', 'PolicyName', 'Principal'],

  target: (desired) => `${formatPolicy(desired.policy)} → ${formatPrincipal(desired.principal)}`,
  lockKey: (desired) => formatPrincipal(desired.principal),

  observeMany: (desired, scope) =>
    attachedTo(
      desired.map((one) => one.principal),
      scope,
    ),

  compare({ policy, principal }, attached) {
    if (isAttached(policy, attached)) return undefined;
    if (principal.type === 'role') refuseReservedRole(principal.name);
    return {
      op: 'attach',
      before: null,
      after: { PolicyType: policy.type, PolicyName: policy.name, Principal: formatPrincipal(principal) },
      steps: [attachStep(policy, principal)],
      notices: [],
    };
  },

  async write([change], { cloud }) {
    const { desired } = change as NonNullable<typeof change>;
    return (await cloud.ram()).attachPolicy(desired.policy, desired.principal);
  },
});

/** The policies of each principal, asked once per principal; one that does not exist yet has none. */
export async function attachedTo(principals: readonly Principal[], { cloud }: Scope): Promise<PolicySummary[][]> {
  const ram = await cloud.ram();
  const asked = new Map<string, Promise<PolicySummary[] | undefined>>();
  for (const principal of principals) {
    const key = formatPrincipal(principal);
    if (!asked.has(key)) asked.set(key, ram.listPoliciesFor(principal));
  }
  return Promise.all(principals.map(async (principal) => (await asked.get(formatPrincipal(principal))) ?? []));
}

export function isAttached(policy: PolicyRef, attached: readonly PolicySummary[]): boolean {
  return attached.some((one) => one.PolicyType === policy.type && sameName(one.PolicyName, policy.name));
}

export function attachStep(policy: PolicyRef, principal: Principal) {
  const type = { user: 'User', group: 'Group', role: 'Role' }[principal.type];
  return { action: `ram:AttachPolicyTo${type}`, target: `${formatPolicy(policy)} → ${formatPrincipal(principal)}` };
}
