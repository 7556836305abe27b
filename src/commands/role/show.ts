import type { PolicySummary } from '../../cloud/ports.js';
import { formatPolicy } from '../../model/policy.js';
import type { Role } from '../../model/role.js';
import { renderFields } from '../../output/fields.js';
import { noSuchRole } from '../no-such-role.js';
import { defineVerb, type Paint } from '../verb.js';

export const roleShow = defineVerb({
  name: 'show',
  summary: 'show a role: its trust policy and what is attached to it',
  examples: ['ramrole role show EcsReader', 'ramrole role show EcsReader --output json'],
  arguments: { role: { help: 'name of the role' } },
  options: {},

  async run(context, { role: roleName }) {
    const ram = await (await context.cloud()).ram();
    const [role, policies] = await Promise.all([
      ram.getRole(roleName),
      ram.listPoliciesFor({ type: 'role', name: roleName }),
    ]);
    if (!role) throw await noSuchRole(ram, roleName);
    const attached = policies ?? [];
    return {
      schema: 'ramrole.role.show/1',
      data: { role, policies: attached },
      view: (paint) => roleText(role, attached, paint),
    };
  },
});

async function roleText(role: Role, policies: readonly PolicySummary[], paint: Paint): Promise<string> {
  const { prettyDocument } = await import('../../policy/canonical.js');
  return renderFields(
    [
      { label: 'RoleName', value: role.RoleName },
      { label: 'Arn', value: role.Arn },
      { label: 'RoleId', value: role.RoleId },
      { label: 'Description', value: role.Description },
      { label: 'MaxSessionDuration', value: `${role.MaxSessionDuration} s` },
      { label: 'CreateDate', value: role.CreateDate },
      { label: 'UpdateDate', value: role.UpdateDate },
      {
        label: 'Policies',
        value: policies.map((one) => formatPolicy({ type: one.PolicyType, name: one.PolicyName })).join(', '),
      },
      { label: 'Trust policy', value: prettyDocument(role.AssumeRolePolicyDocument) },
    ],
    paint,
  );
}
