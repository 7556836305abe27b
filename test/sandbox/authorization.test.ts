import { describe, expect, it } from 'vitest';
import { as, clients, ECS_TRUST, ecs, failure, fresh, type Keys, ram, sts } from './sandbox-fixture.js';

type Opened = Awaited<ReturnType<typeof fresh>>;

const document = (...Statement: object[]): string => JSON.stringify({ Version: '1', Statement });

/** Gives a policy to a user. */
async function grant(sandbox: Opened, userName: string, policyName: string, ...statements: object[]): Promise<void> {
  const { ram: client } = await as(sandbox);
  const policyDocument = document(...statements);
  await client.createPolicy(new ram.CreatePolicyRequest({ policyName, policyDocument }));
  await client.attachPolicyToUser(new ram.AttachPolicyToUserRequest({ policyName, policyType: 'Custom', userName }));
}

describe('RAM policies', () => {
  it('refuse with the action, the resource, and all fields of AccessDeniedDetail', async () => {
    const sandbox = await fresh();
    const bob = await as(sandbox, 'user/bob');
    const create = () =>
      bob.ram.createRole(new ram.CreateRoleRequest({ roleName: 'X', assumeRolePolicyDocument: ECS_TRUST }));
    const refused = await failure(create());
    expect(refused).toMatchObject({ code: 'NoPermission', status: 403 });
    const resource = `acs:ram:*:${sandbox.accountId}:role/*`;
    expect(refused.message).toContain(
      `You are not authorized to do this action. Resource: ${resource} Action: ram:CreateRole`,
    );
    expect(refused.data.AccessDeniedDetail).toEqual({
      PolicyType: 'AccountLevelIdentityBasedPolicy',
      AuthPrincipalOwnerId: sandbox.accountId,
      EncodedDiagnosticMessage: expect.stringMatching(/^[A-Za-z0-9+/=]{20,}$/),
      AuthPrincipalType: 'SubUser',
      AuthPrincipalDisplayName: expect.stringMatching(/^\d{18}$/),
      NoPermissionType: 'ImplicitDeny',
      AuthAction: 'ram:CreateRole',
    });
    await grant(sandbox, 'bob', 'Deny', { Effect: 'Deny', Action: 'ram:*', Resource: '*' });
    expect((await failure(create())).data.AccessDeniedDetail).toMatchObject({ NoPermissionType: 'ExplicitDeny' });
  });

  it('check both the role and the policy of an attach; system policies belong to the account "system"', async () => {
    const sandbox = await fresh();
    const bob = await as(sandbox, 'user/bob');
    const attach = (policyName: string, policyType: string) =>
      bob.ram.attachPolicyToRole(
        new ram.AttachPolicyToRoleRequest({ roleName: 'SandboxEcsReader', policyName, policyType }),
      );
    const allow = (Resource: string) => ({ Effect: 'Allow', Action: 'ram:AttachPolicyToRole', Resource });
    await grant(sandbox, 'bob', 'Roles', allow('acs:ram:*:*:role/sandboxecsreader'));
    const policyMissing = await failure(attach('AliyunECSReadOnlyAccess', 'System'));
    expect(policyMissing.message).toContain('acs:ram:*:system:policy/AliyunECSReadOnlyAccess');
    await grant(sandbox, 'bob', 'Policies', allow('acs:ram::system:policy/AliyunECS*'));
    expect((await attach('AliyunECSReadOnlyAccess', 'System')).statusCode).toBe(200);
    expect((await failure(attach('SandboxBucketReader', 'Custom'))).code).toBe('NoPermission');
  });

  it('come through groups, and go with them', async () => {
    const sandbox = await fresh();
    const admin = await as(sandbox);
    const bob = await as(sandbox, 'user/bob');
    const read = () => bob.ram.listRoles(new ram.ListRolesRequest({}));
    const group = { policyName: 'AliyunRAMReadOnlyAccess', policyType: 'System', groupName: 'operators' };
    await admin.ram.attachPolicyToGroup(new ram.AttachPolicyToGroupRequest(group));
    expect((await read()).statusCode).toBe(200);
    await admin.ram.removeUserFromGroup(
      new ram.RemoveUserFromGroupRequest({ userName: 'bob', groupName: 'operators' }),
    );
    expect((await failure(read())).code).toBe('NoPermission');
  });

  it('are not bypassed by spelling a user or a group otherwise, nor by leaving the own name out', async () => {
    const sandbox = await fresh();
    const bob = await as(sandbox, 'user/bob');
    const Resource = ['user/admin', 'user/bob', 'group/operators'].map((name) => `acs:ram:*:*:${name}`);
    await grant(
      sandbox,
      'bob',
      'Mixed',
      { Effect: 'Allow', Action: 'ram:*', Resource: '*' },
      { Effect: 'Deny', Action: 'ram:*', Resource },
    );
    expect((await bob.ram.getUser(new ram.GetUserRequest({ userName: 'ALICE' }))).statusCode).toBe(200);
    for (const call of [
      bob.ram.createAccessKey(new ram.CreateAccessKeyRequest({ userName: 'ADMIN' })),
      bob.ram.createAccessKey(new ram.CreateAccessKeyRequest({})),
      bob.ram.getGroup(new ram.GetGroupRequest({ groupName: 'Operators' })),
    ]) {
      expect((await failure(call)).code).toBe('NoPermission');
    }
  });

  it('hold for single instances: one that is not allowed refuses the call', async () => {
    const sandbox = await fresh();
    const bob = await as(sandbox, 'user/bob');
    const Resource = `acs:ecs:cn-hangzhou:${sandbox.accountId}:instance/i-bp1sandbox0001`;
    await grant(sandbox, 'bob', 'One', { Effect: 'Allow', Action: 'ecs:DescribeInstanceRamRole', Resource });
    const describe = (instanceIds: string) =>
      bob.ecs.describeInstanceRamRole(new ecs.DescribeInstanceRamRoleRequest({ regionId: 'cn-hangzhou', instanceIds }));
    expect((await describe('["i-bp1sandbox0001"]')).statusCode).toBe(200);
    const two = await failure(describe('["i-bp1sandbox0001","i-bp1sandbox0002"]'));
    expect(two).toMatchObject({ code: 'Forbidden.RAM', status: 403 });
    expect(two.data.AccessDeniedDetail).toMatchObject({ AuthAction: 'ecs:DescribeInstanceRamRole' });
  });
});

describe('AssumeRole', () => {
  const assume = (sandbox: Opened, roleName: string, more: object = {}) =>
    new sts.AssumeRoleRequest({
      roleArn: `acs:ram::${sandbox.accountId}:role/${roleName}`,
      roleSessionName: 'job',
      ...more,
    });

  async function trusting(sandbox: Opened, roleName: string, who: string): Promise<void> {
    const admin = await as(sandbox);
    const assumeRolePolicyDocument = ECS_TRUST.replace('{"Service":["ecs.aliyuncs.com"]}', `{"RAM":["${who}"]}`);
    await admin.ram.createRole(new ram.CreateRoleRequest({ roleName, assumeRolePolicyDocument }));
    const policy = { roleName, policyName: 'AliyunECSReadOnlyAccess', policyType: 'System' };
    await admin.ram.attachPolicyToRole(new ram.AttachPolicyToRoleRequest(policy));
  }

  it('needs the trust policy and the identity policy', async () => {
    const sandbox = await fresh();
    const bob = await as(sandbox, 'user/bob');
    await trusting(sandbox, 'Job', `acs:ram::${sandbox.accountId}:user/bob`);
    await trusting(sandbox, 'Closed', `acs:ram::${sandbox.accountId}:user/alice`);
    expect((await failure(bob.sts.assumeRole(assume(sandbox, 'Job')))).data.AccessDeniedDetail).toMatchObject({
      PolicyType: 'AccountLevelIdentityBasedPolicy',
    });
    await grant(sandbox, 'bob', 'Assume', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });
    expect((await bob.sts.assumeRole(assume(sandbox, 'Job'))).body?.assumedRoleUser?.arn).toMatch(/role\/job\/job$/);
    const closed = await failure(bob.sts.assumeRole(assume(sandbox, 'Closed')));
    expect(closed).toMatchObject({ code: 'NoPermission', status: 403 });
    expect(closed.data.AccessDeniedDetail).toMatchObject({ PolicyType: 'AssumeRolePolicy' });
    const root = await as(sandbox, 'root');
    expect((await failure(root.sts.assumeRole(assume(sandbox, 'Job')))).code).toBe('NoPermission');
  });

  it('narrows a session by its policy, also inside an instance', async () => {
    const sandbox = await fresh();
    const admin = await as(sandbox);
    await trusting(sandbox, 'Job', `acs:ram::${sandbox.accountId}:root`);
    const policy = document({ Effect: 'Allow', Action: 'ecs:DescribeRegions', Resource: '*' });
    const answer = await admin.sts.assumeRole(assume(sandbox, 'Job', { policy }));
    const session = clients(sandbox.url, { ...answer.body?.credentials } as Keys);
    expect((await session.ecs.describeRegions(new ecs.DescribeRegionsRequest({}))).statusCode).toBe(200);
    const instances = session.ecs.describeInstances(new ecs.DescribeInstancesRequest({ regionId: 'cn-beijing' }));
    const refused = await failure(instances);
    expect(refused.data.AccessDeniedDetail).toMatchObject({
      PolicyType: 'SessionPolicy',
      AuthPrincipalType: 'AssumedRoleUser',
    });
  });

  it('gives a role no keys of its own, and never those of the account root', async () => {
    const sandbox = await fresh();
    const admin = await as(sandbox);
    const root = await sandbox.identity('root');
    await trusting(sandbox, 'Job', `acs:ram::${sandbox.accountId}:root`);
    const policy = { roleName: 'Job', policyName: 'AdministratorAccess', policyType: 'System' };
    await admin.ram.attachPolicyToRole(new ram.AttachPolicyToRoleRequest(policy));
    const answer = await admin.sts.assumeRole(assume(sandbox, 'Job'));
    const { ram: session } = clients(sandbox.url, { ...answer.body?.credentials } as Keys);
    const userAccessKeyId = root.accessKeyId as string;
    for (const call of [
      session.createAccessKey(new ram.CreateAccessKeyRequest({})),
      session.listAccessKeys(new ram.ListAccessKeysRequest({})),
      session.updateAccessKey(new ram.UpdateAccessKeyRequest({ userAccessKeyId, status: 'Inactive' })),
      session.deleteAccessKey(new ram.DeleteAccessKeyRequest({ userAccessKeyId })),
    ]) {
      expect(await failure(call)).toMatchObject({ status: 400, code: 'MissingParameter.UserName' });
    }
    const own = await (await as(sandbox, 'root')).ram.listAccessKeys(new ram.ListAccessKeysRequest({}));
    expect(own.body?.accessKeys?.accessKey?.map((key) => key.accessKeyId)).toEqual([userAccessKeyId]);
  });

  it('answers each mistake with its code', async () => {
    const sandbox = await fresh();
    const { sts: client } = await as(sandbox);
    await trusting(sandbox, 'Job', `acs:ram::${sandbox.accountId}:root`);
    const cases: [object, number, string][] = [
      [{ roleArn: 'Job' }, 400, 'InvalidParameter.RoleArn'],
      [{ roleArn: `acs:ram::${sandbox.accountId}:role/Ghost` }, 404, 'EntityNotExist.Role'],
      [{ roleArn: 'acs:ram::9999999999999999:role/Job' }, 404, 'EntityNotExist.Role'],
      [{ roleSessionName: 'x' }, 400, 'InvalidParameter.RoleSessionName'],
      [{ durationSeconds: 899 }, 400, 'InvalidParameter.DurationSeconds'],
      [{ durationSeconds: 3601 }, 400, 'InvalidParameter.DurationSeconds'],
      [{ policy: '{' }, 400, 'InvalidParameter.PolicyGrammar'],
      [{ policy: ' '.repeat(2049) }, 400, 'InvalidParameter.PolicySize'],
    ];
    for (const [more, status, code] of cases) {
      expect(await failure(client.assumeRole(assume(sandbox, 'Job', more))), code).toMatchObject({ status, code });
    }
  });
});
