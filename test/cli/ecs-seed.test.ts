import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { as, ram } from '../sandbox/sandbox-fixture.js';
import { openWorld, temporaryFolder } from './harness.js';

/** The vendor's tutorial "use an instance RAM role by calling API operations", for an instance that exists already. */
const ROLE = 'EcsRamRoleTest';
const POLICY = 'EcsRamRolePolicyTest';
const INSTANCE = 'i-bp1sandbox0001';

const TRUST = {
  Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['ecs.aliyuncs.com'] } }],
  Version: '1',
};

const DOCUMENT = `{
    "Statement": [
        {
            "Action": [
                "oss:Get*", 
                "oss:List*"
            ], 
            "Effect": "Allow", 
            "Resource": "*"
        }
    ], 
    "Version": "1"
}
`;

it('goes the ECS seed: role, policy, and as the RAM user first PassRoleForbidden, then the grant, then credentials', async () => {
  const world = await openWorld();
  const account = world.sandbox.accountId;
  const file = join(temporaryFolder(), 'policy.json');
  writeFileSync(file, DOCUMENT);

  // Step 1, the administrator: a role with the seed's trust, and the seed's policy on it.
  const policy = ['--policy-document', file, '--policy-name', POLICY];
  const made = await world.run(['setup', ROLE, '--service', 'ecs', ...policy, '--yes']);
  expect(made.stderr).toContain(`+ create role/${ROLE}`);
  expect(made.stdout).toContain('3 of 3 changes made, read back and verified.');
  expect(made.exitCode).toBe(0);

  const shown = (await world.run(['role', 'show', ROLE, '--output', 'json'])).json;
  expect(JSON.parse(shown.role.AssumeRolePolicyDocument)).toEqual(TRUST);
  expect(shown.policies).toMatchObject([{ PolicyName: POLICY, PolicyType: 'Custom' }]);
  const client = (await as(world.sandbox)).ram;
  const stored = await client.getPolicy(new ram.GetPolicyRequest({ policyName: POLICY, policyType: 'Custom' }));
  expect(stored.body?.defaultPolicyVersion?.policyDocument).toBe(DOCUMENT);

  // Step 2, the RAM user: she may call ECS, but not pass the role.
  const attach = ['setup', ROLE, '--instance', INSTANCE, '--yes'];
  const refused = await world.run([...attach, '--output', 'json'], { as: 'user/alice' });
  expect(refused.exitCode).toBe(3);
  expect(refused.json).toMatchObject({
    schema: 'ramrole.plan/1',
    caller: `acs:ram::${account}:user/alice`,
    changes: [
      { kind: 'instance-role', status: 'failed', error: { code: 'InvalidUser.PassRoleForbidden', exitCode: 3 } },
    ],
    summary: { total: 1, done: 0, failed: 1 },
  });
  const { next } = JSON.parse(refused.stderr.trimEnd().split('\n').at(-1) ?? '').error;
  const said = await world.run(attach, { as: 'user/alice' });
  for (const words of [
    'ram:PassRole',
    `role/${ROLE}`,
    `acs:ram::${account}:user/alice`,
    'InvalidUser.PassRoleForbidden',
  ]) {
    expect(said.stderr).toContain(words);
  }
  expect(said.stderr).toContain(`next:  ramrole setup ${ROLE} --service ecs --pass-role-to user/alice`);
  const without = await world.run(['credentials', 'show'], { as: INSTANCE });
  expect(without.exitCode).toBe(4);

  // The administrator runs the line that the refusal named.
  const granted = await world.run([...next.split(' ').slice(1), '--yes']);
  expect(granted.stdout).toContain(`grant ram:PassRole on role/${ROLE} → user/alice`);
  expect(granted.exitCode).toBe(0);

  // Now the same command succeeds as the RAM user.
  const attached = await world.run(attach, { as: 'user/alice' });
  expect(attached.stdout).toMatch(new RegExp(`proven +${INSTANCE}@cn-hangzhou yields credentials of ${ROLE}: STS\\.`));
  expect(attached.exitCode).toBe(0);

  // Step 3, inside the instance: the metadata service yields the role's credential.
  const credentials = await world.run(['credentials', 'show', '--reveal', '--output', 'json'], { as: INSTANCE });
  expect(credentials.exitCode).toBe(0);
  expect(credentials.json).toMatchObject({ source: 'ecs-metadata', roleName: ROLE, expired: false });
  const { AccessKeyId, AccessKeySecret, SecurityToken } = credentials.json.credential;
  expect(AccessKeyId).toMatch(/^STS\./);
  expect(AccessKeySecret.length).toBeGreaterThan(16);
  expect(SecurityToken.length).toBeGreaterThan(16);
});
