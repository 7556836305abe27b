import { describe, expect, it } from 'vitest';
import { as, clients, ECS_TRUST, ecs, failure, fresh, http, ram } from './sandbox-fixture.js';

describe('the main job, with the official SDKs', () => {
  it('makes a role, grants it, puts it on an instance and reads its credentials there', async () => {
    const sandbox = await fresh();
    const admin = await as(sandbox);
    const created = await admin.ram.createRole(
      new ram.CreateRoleRequest({
        roleName: 'EcsReader',
        assumeRolePolicyDocument: ECS_TRUST,
        maxSessionDuration: 43200,
      }),
    );
    expect(created.body?.role?.arn).toBe(`acs:ram::${sandbox.accountId}:role/ecsreader`);
    await admin.ram.attachPolicyToRole(
      new ram.AttachPolicyToRoleRequest({
        roleName: 'ecsreader',
        policyName: 'AliyunECSReadOnlyAccess',
        policyType: 'System',
      }),
    );
    const read = await admin.ram.getRole(new ram.GetRoleRequest({ roleName: 'ECSREADER' }));
    expect(read.body?.role).toMatchObject({
      roleName: 'EcsReader',
      assumeRolePolicyDocument: ECS_TRUST,
      description: '',
    });

    const attach = new ecs.AttachInstanceRamRoleRequest({
      regionId: 'cn-hangzhou',
      ramRoleName: 'EcsReader',
      instanceIds: '["i-bp1sandbox0001"]',
    });
    const attached = await admin.ecs.attachInstanceRamRole(attach);
    expect(attached.body).toMatchObject({ totalCount: 1, failCount: 0, ramRoleName: 'EcsReader' });

    const inside = await sandbox.identity('i-bp1sandbox0001');
    const base = `${inside.metadataEndpoint}/latest/meta-data/ram/security-credentials/`;
    expect(await http(base)).toEqual({ status: 200, text: 'EcsReader' });
    const credential = JSON.parse((await http(`${base}EcsReader`)).text);
    expect(credential).toMatchObject({ Code: 'Success', AccessKeyId: expect.stringMatching(/^STS\./) });

    const role = clients(sandbox.url, {
      accessKeyId: credential.AccessKeyId,
      accessKeySecret: credential.AccessKeySecret,
      securityToken: credential.SecurityToken,
    });
    const who = await role.sts.getCallerIdentity();
    expect(who.body).toMatchObject({
      identityType: 'AssumedRoleUser',
      arn: `acs:ram::${sandbox.accountId}:assumed-role/EcsReader/vm-ram-i-bp1sandbox0001`,
    });
    const seen = await role.ecs.describeInstances(new ecs.DescribeInstancesRequest({ regionId: 'cn-hangzhou' }));
    expect(seen.body?.totalCount).toBe(7);
    expect((await failure(role.ecs.attachInstanceRamRole(attach))).code).toBe('Forbidden.RAM');
    expect((await failure(role.ram.listRoles(new ram.ListRolesRequest({})))).code).toBe('NoPermission');
  });

  it('lets alice attach only after she may pass the role', async () => {
    const sandbox = await fresh();
    const admin = await as(sandbox);
    const alice = await as(sandbox, 'user/alice');
    await admin.ram.createRole(new ram.CreateRoleRequest({ roleName: 'Passed', assumeRolePolicyDocument: ECS_TRUST }));
    const attach = new ecs.AttachInstanceRamRoleRequest({
      regionId: 'cn-hangzhou',
      ramRoleName: 'Passed',
      instanceIds: '["i-bp1sandbox0001"]',
    });
    const refused = await failure(alice.ecs.attachInstanceRamRole(attach));
    expect(refused).toMatchObject({ code: 'InvalidUser.PassRoleForbidden', status: 403 });
    expect(refused.data.AccessDeniedDetail).toMatchObject({
      AuthAction: 'ram:PassRole',
      NoPermissionType: 'ImplicitDeny',
    });
    const grant = {
      Version: '1',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'ram:PassRole',
          Resource: `acs:ram:*:${sandbox.accountId}:role/Passed`,
          Condition: { StringEquals: { 'acs:Service': ['ecs.aliyuncs.com'] } },
        },
      ],
    };
    await admin.ram.createPolicy(
      new ram.CreatePolicyRequest({ policyName: 'PassIt', policyDocument: JSON.stringify(grant) }),
    );
    await admin.ram.attachPolicyToGroup(
      new ram.AttachPolicyToGroupRequest({ policyName: 'PassIt', policyType: 'Custom', groupName: 'developers' }),
    );
    expect((await alice.ecs.attachInstanceRamRole(attach)).body?.failCount).toBe(0);
    const log = (await sandbox.log()).filter((entry) => entry.action === 'AttachInstanceRamRole');
    expect(log.map((entry) => [entry.verdict, entry.code, entry.write])).toEqual([
      ['denied', 'InvalidUser.PassRoleForbidden', true],
      ['allowed', '', true],
    ]);
    expect(log[0]?.caller).toBe(`acs:ram::${sandbox.accountId}:user/alice`);
  });
});
