import type { DesiredState, PassRoleCondition } from '../../model/desired-state.js';
import type { InstanceRef } from '../../model/instance.js';
import type { PolicyRef } from '../../model/policy.js';
import type { Principal } from '../../model/principal.js';
import type { NamedPolicyDocument } from './policy-document.js';

export interface Wish {
  readonly roleName: string;
  readonly services: readonly string[];
  readonly documents: readonly NamedPolicyDocument[];
  readonly policies: readonly PolicyRef[];
  readonly grantees: readonly Principal[];
  readonly condition: PassRoleCondition;
  readonly instances: readonly InstanceRef[];
}

/** What the options of setup ask for, in the planner's terms. Each thing is asked for once. */
export function desiredState(wish: Wish): DesiredState {
  const { roleName, services, condition } = wish;
  const role: Principal = { type: 'role', name: roleName };
  const attached: PolicyRef[] = [
    ...wish.policies,
    ...wish.documents.map((one): PolicyRef => ({ type: 'Custom', name: one.policyName })),
  ];
  return [
    { kind: 'role', roleName, services },
    { kind: 'trust-policy', roleName, addServices: services },
    ...wish.documents.map((one) => ({ kind: 'custom-policy' as const, ...one })),
    ...unique(attached, (policy) => `${policy.type}/${policy.name.toLowerCase()}`).map((policy) => ({
      kind: 'policy-attachment' as const,
      policy,
      principal: role,
    })),
    ...unique(wish.grantees, (grantee) => `${grantee.type}/${grantee.name.toLowerCase()}`).map((grantee) => ({
      kind: 'pass-role' as const,
      roleName,
      grantee,
      services,
      condition,
    })),
    ...unique(wish.instances, (instance) => instance.id).map((instance) => ({
      kind: 'instance-role' as const,
      instance,
      roleName,
    })),
  ];
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
