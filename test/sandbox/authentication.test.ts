import { describe, expect, it } from 'vitest';
import { record, replay } from './recorded-request.js';
import { as, clients, ECS_TRUST, failure, fresh, http, keysOf, ram, sts } from './sandbox-fixture.js';

const STALE = 16 * 60 * 1000;

describe('who is calling', () => {
  it('knows root, users and nobody else', async () => {
    const sandbox = await fresh();
    const root = await (await as(sandbox, 'root')).sts.getCallerIdentity();
    expect(root.body).toMatchObject({ identityType: 'Account', arn: `acs:ram::${sandbox.accountId}:root` });
    const bob = await (await as(sandbox, 'user/BOB')).sts.getCallerIdentity();
    expect(bob.body).toMatchObject({ identityType: 'RAMUser', arn: `acs:ram::${sandbox.accountId}:user/bob` });
    const nobody = clients(sandbox.url, { accessKeyId: 'LTAI5tNobody', accessKeySecret: 'x' });
    expect(await failure(nobody.sts.getCallerIdentity())).toMatchObject({
      code: 'InvalidAccessKeyId.NotFound',
      status: 404,
    });
  });

  it('refuses a wrong secret, an inactive key and a deleted one', async () => {
    const sandbox = await fresh();
    const admin = await as(sandbox);
    const keys = keysOf(await sandbox.identity('user/bob'));
    const bob = clients(sandbox.url, keys);
    const wrong = clients(sandbox.url, { ...keys, accessKeySecret: `${keys.accessKeySecret}x` });
    expect((await failure(wrong.sts.getCallerIdentity())).code).toBe('SignatureDoesNotMatch');
    const key = { userName: 'bob', userAccessKeyId: keys.accessKeyId };
    await admin.ram.updateAccessKey(new ram.UpdateAccessKeyRequest({ ...key, status: 'Inactive' }));
    expect((await failure(bob.sts.getCallerIdentity())).code).toBe('InvalidAccessKeyId.Inactive');
    await admin.ram.deleteAccessKey(new ram.DeleteAccessKeyRequest(key));
    expect((await failure(bob.sts.getCallerIdentity())).code).toBe('InvalidAccessKeyId.NotFound');
  });

  it('holds tokens to their key and to their time', async () => {
    const sandbox = await fresh();
    const session = await assumedSession(sandbox);
    const { accessKeyId, accessKeySecret } = session;
    expect((await clients(sandbox.url, session).sts.getCallerIdentity()).body?.identityType).toBe('AssumedRoleUser');
    const bare = clients(sandbox.url, { accessKeyId, accessKeySecret });
    expect((await failure(bare.sts.getCallerIdentity())).code).toBe('MissingSecurityToken');
    const other = clients(sandbox.url, { ...session, securityToken: 'CAISother' });
    expect((await failure(other.sts.getCallerIdentity())).code).toBe('InvalidSecurityToken.MismatchWithAccessKey');
    const long = keysOf(await sandbox.identity());
    const lent = clients(sandbox.url, { ...long, securityToken: session.securityToken });
    expect((await failure(lent.sts.getCallerIdentity())).code).toBe('InvalidSecurityToken.MismatchWithAccessKey');
    await sandbox.advanceTime(899_000);
    expect((await clients(sandbox.url, session).sts.getCallerIdentity()).statusCode).toBe(200);
    await sandbox.advanceTime(2_000);
    const expired = await failure(clients(sandbox.url, session).sts.getCallerIdentity());
    expect(expired).toMatchObject({ code: 'InvalidSecurityToken.Expired', status: 400 });
  });

  it('kills the tokens of a deleted role, also when a role of that name is made anew', async () => {
    const sandbox = await fresh();
    const session = await assumedSession(sandbox);
    const admin = await as(sandbox);
    await admin.ram.deleteRole(new ram.DeleteRoleRequest({ roleName: 'Assumed' }));
    await makeRole(sandbox);
    const dead = await failure(clients(sandbox.url, session).sts.getCallerIdentity());
    expect(dead.code).toBe('InvalidSecurityToken.Invalid');
  });

  it('refuses dates that are off by more than 15 minutes either way', async () => {
    for (const [shift, code] of [
      [STALE, 'InvalidTimeStamp.Expired'],
      [-STALE, 'InvalidTimeStamp.Expired'],
      [STALE - 120_000, undefined],
    ] as const) {
      const sandbox = await fresh({ clock: { now: () => Date.now() + shift } });
      const keys = keysOf(await sandbox.identity());
      const recorded = await record((url) => clients(url, keys).sts.getCallerIdentity());
      expect((await replay(sandbox.url, recorded)).code, String(shift)).toBe(code);
    }
  });

  it('answers unsigned requests and unknown actions with codes, and writes them down', async () => {
    const sandbox = await fresh();
    const bare = await http(`${sandbox.url}/?Action=GetRole&Version=2015-05-01&RoleName=x`);
    expect(bare.status).toBe(400);
    expect(JSON.parse(bare.text)).toMatchObject({ Code: 'IncompleteSignature', HostId: 'ram.aliyuncs.com' });
    for (const url of [
      '/?Action=Nothing&Version=2015-05-01',
      '/?Action=toString&Version=2015-05-01',
      '/api/v2/instances',
    ]) {
      const unknown = await http(`${sandbox.url}${url}`);
      expect(unknown.status, url).toBe(404);
      expect(JSON.parse(unknown.text).Code).toBe('InvalidAction.NotFound');
    }
    const log = await sandbox.log();
    expect(log.map((entry) => entry.verdict)).toEqual(['unauthenticated', 'unknown', 'unknown', 'unknown']);
    expect(log.every((entry) => entry.requestId !== '' && entry.caller === '')).toBe(true);
  });
});

type Opened = Awaited<ReturnType<typeof fresh>>;

async function makeRole(sandbox: Opened): Promise<void> {
  const trust = ECS_TRUST.replace('{"Service":["ecs.aliyuncs.com"]}', `{"RAM":["acs:ram::${sandbox.accountId}:root"]}`);
  const role = new ram.CreateRoleRequest({ roleName: 'Assumed', assumeRolePolicyDocument: trust });
  await (await as(sandbox)).ram.createRole(role);
}

async function assumedSession(sandbox: Opened) {
  await makeRole(sandbox);
  const answer = await (await as(sandbox)).sts.assumeRole(
    new sts.AssumeRoleRequest({
      roleArn: `acs:ram::${sandbox.accountId}:role/Assumed`,
      roleSessionName: 'someone',
      durationSeconds: 900,
    }),
  );
  const { accessKeyId = '', accessKeySecret = '', securityToken = '' } = answer.body?.credentials ?? {};
  return { accessKeyId, accessKeySecret, securityToken };
}
