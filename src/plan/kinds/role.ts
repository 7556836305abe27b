import type { DesiredRole } from '../../model/desired-state.js';
import { refuseReservedRole } from '../../model/name.js';
import type { Role } from '../../model/role.js';
import { serviceTrust } from '../../policy/build/service-trust.js';
import { defineKind, type Scope } from '../kind.js';

/** A role that exists. What an existing one trusts is the business of trust-policy.ts. */
export const roleKind = defineKind<DesiredRole, Role | undefined>({
  kind: 'role',
  stage: 0,
  whenMoved: 'refuse',
  journalFields: ['RoleName', 'AssumeRolePolicyDocument'],

  target: (desired) => `role/${desired.roleName}`,
  lockKey: (desired) => `role/${desired.roleName}`,

  observeMany: observeRoles,

  compare(desired, observed) {
    if (observed) return undefined;
    refuseReservedRole(desired.roleName);
    return {
      op: 'create',
      before: null,
      after: { RoleName: desired.roleName, AssumeRolePolicyDocument: serviceTrust(desired.services) },
      steps: [{ action: 'ram:CreateRole', target: `role/${desired.roleName}` }],
      notices: [],
    };
  },

  async write([change], { cloud }) {
    const { desired, difference } = change as NonNullable<typeof change>;
    const ram = await cloud.ram();
    return ram.createRole({
      RoleName: desired.roleName,
      AssumeRolePolicyDocument: String(difference.after.AssumeRolePolicyDocument),
    });
  },
});

/** Each role as it stands; undefined where there is none. */
export async function observeRoles(
  desired: readonly { readonly roleName: string }[],
  { cloud }: Scope,
): Promise<(Role | undefined)[]> {
  const ram = await cloud.ram();
  return Promise.all(desired.map((one) => ram.getRole(one.roleName)));
}
