import type { DesiredTrust } from '../../model/desired-state.js';
import { refuseReservedRole } from '../../model/name.js';
import type { Role } from '../../model/role.js';
import { addTrustPrincipals } from '../../policy/edit/add-trust-principals.js';
import { defineKind } from '../kind.js';
import { observeRoles } from './role.js';

/** Who may assume an existing role. A role that does not exist yet is born with its trust (role.ts). */
export const trustPolicyKind = defineKind<DesiredTrust, Role | undefined>({
  kind: 'trust-policy',
  stage: 1,
  whenMoved: 'merge',
  journalFields: ['AssumeRolePolicyDocument', 'MaxSessionDuration', 'Description'],

  target: (desired) => `role/${desired.roleName}`,
  lockKey: (desired) => `role/${desired.roleName}`,

  observeMany: observeRoles,

  compare(desired, role) {
    if (!role) return undefined;
    const edit = addTrustPrincipals(role.AssumeRolePolicyDocument, 'Service', desired.addServices);
    if (edit.added.length === 0) return undefined;
    refuseReservedRole(role.RoleName);
    return {
      op: 'update',
      before: documentFields(role, role.AssumeRolePolicyDocument),
      after: documentFields(role, edit.text),
      steps: [{ action: 'ram:UpdateRole', target: `role/${role.RoleName}` }],
      notices: [],
    };
  },

  async write([change], { cloud }) {
    const { difference, observed } = change as NonNullable<typeof change>;
    const role = observed as Role;
    const ram = await cloud.ram();
    return ram.updateRole({
      RoleName: role.RoleName,
      NewAssumeRolePolicyDocument: String(difference.after.AssumeRolePolicyDocument),
      // Left out, UpdateRole would set 3600 (published); the description gets the same care.
      NewMaxSessionDuration: role.MaxSessionDuration,
      NewDescription: role.Description === '' ? undefined : role.Description,
    });
  },
});

function documentFields(role: Role, document: string) {
  return {
    AssumeRolePolicyDocument: document,
    MaxSessionDuration: role.MaxSessionDuration,
    Description: role.Description,
  };
}
