import { beforeAll, expect, it } from 'vitest';
import { proven, type ServedSandbox, serveSandbox } from './served-sandbox.js';

const ACCOUNT = '1234567890123456';
const ATTACH = { RegionId: 'cn-hangzhou', InstanceIds: '["i-bp1sandbox0001"]', RamRoleName: 'InteropReader' };

let sandbox: ServedSandbox;
let admin: Readonly<Record<string, string>>;
let alice: Readonly<Record<string, string>>;

beforeAll(async () => {
  sandbox = await serveSandbox();
  [admin, alice] = await Promise.all([sandbox.environment(), sandbox.environment('user/alice')]);
});

it('STS tells who the caller is, and refuses a secret with one letter changed', async () => {
  const { body } = await sandbox.python(alice, 'sts', 'GetCallerIdentity');
  expect(body).toMatchObject({ AccountId: ACCOUNT, IdentityType: 'RAMUser', Arn: `acs:ram::${ACCOUNT}:user/alice` });

  const secret = String(alice['ALIBABA_CLOUD_ACCESS_KEY_SECRET']);
  const wrong = { ...alice, ALIBABA_CLOUD_ACCESS_KEY_SECRET: (secret[0] === 'x' ? 'y' : 'x') + secret.slice(1) };
  const { error } = await sandbox.python(wrong, 'sts', 'GetCallerIdentity');
  expect(error).toMatchObject({ code: 'SignatureDoesNotMatch', status: 400 });
  proven('Python STS SDK', 'GetCallerIdentity works; a wrong secret is SignatureDoesNotMatch');
});

it('a RAM user may attach a role only after setup granted PassRole', async () => {
  const setup = (...args: string[]) => sandbox.ramrole('setup', ATTACH.RamRoleName, ...args, '--yes');
  await setup('--service', 'ecs');

  const { body: found } = await sandbox.python(alice, 'ecs', 'DescribeInstances', { RegionId: 'cn-hangzhou' });
  expect(found?.Instances.Instance.map((one: { InstanceId: string }) => one.InstanceId)).toContain('i-bp1sandbox0001');

  const { error } = await sandbox.python(alice, 'ecs', 'AttachInstanceRamRole', ATTACH);
  expect(error).toMatchObject({ code: 'InvalidUser.PassRoleForbidden', status: 403 });
  expect(error.accessDeniedDetail).toMatchObject({
    AuthAction: 'ram:PassRole',
    AuthPrincipalOwnerId: ACCOUNT,
    AuthPrincipalType: 'SubUser',
    NoPermissionType: 'ImplicitDeny',
    PolicyType: 'AccountLevelIdentityBasedPolicy',
  });

  await setup('--pass-role-to', 'user/alice');
  const { body: attached } = await sandbox.python(alice, 'ecs', 'AttachInstanceRamRole', ATTACH);
  expect(attached).toMatchObject({ TotalCount: 1, FailCount: 0 });
  const { body: carried } = await sandbox.python(alice, 'ecs', 'DescribeInstanceRamRole', ATTACH);
  const { InstanceRamRoleSet } = carried.InstanceRamRoleSets;
  expect(InstanceRamRoleSet).toEqual([{ InstanceId: 'i-bp1sandbox0001', RamRoleName: ATTACH.RamRoleName }]);
  proven('Python ECS SDK', 'AttachInstanceRamRole is PassRoleForbidden, and works after `setup --pass-role-to`');
});

it('AssumeRole needs the trust policy and the permission, and its session is the role', async () => {
  const Statement = [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { RAM: [`acs:ram::${ACCOUNT}:root`] } }];
  const role = { RoleName: 'InteropVisitor', AssumeRolePolicyDocument: JSON.stringify({ Statement, Version: '1' }) };
  expect(await sandbox.python(admin, 'ram', 'CreateRole', role)).not.toHaveProperty('error');
  const request = { RoleArn: `acs:ram::${ACCOUNT}:role/InteropVisitor`, RoleSessionName: 'visit' };

  const refused = { error: { code: 'NoPermission', status: 403 } };
  expect(await sandbox.python(alice, 'sts', 'AssumeRole', request)).toMatchObject(refused);
  const ofEcs = { ...request, RoleArn: `acs:ram::${ACCOUNT}:role/SandboxEcsReader` };
  expect(await sandbox.python(admin, 'sts', 'AssumeRole', ofEcs)).toMatchObject(refused);

  const { body } = await sandbox.python(admin, 'sts', 'AssumeRole', request);
  const session = {
    ...admin,
    ALIBABA_CLOUD_ACCESS_KEY_ID: body.Credentials.AccessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: body.Credentials.AccessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: body.Credentials.SecurityToken,
  };
  expect((await sandbox.python(session, 'sts', 'GetCallerIdentity')).body).toMatchObject({
    IdentityType: 'AssumedRoleUser',
    Arn: `acs:ram::${ACCOUNT}:assumed-role/InteropVisitor/visit`,
  });
  proven('Python STS SDK', 'AssumeRole needs permission and trust; with both, the session is the role');
});
