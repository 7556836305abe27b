import { once } from 'node:events';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { as, clients, ECS_TRUST, ecs, fresh, http, ram, temporaryFolder } from './sandbox-fixture.js';

const READER = 'i-bp1sandbox0004';
const CREDENTIALS = '/latest/meta-data/ram/security-credentials/';
const TTL = 'X-aliyun-ecs-metadata-token-ttl-seconds';
const TOKEN = 'X-aliyun-ecs-metadata-token';

async function inside(sandbox: Awaited<ReturnType<typeof fresh>>, id = READER): Promise<string> {
  return (await sandbox.identity(id)).metadataEndpoint ?? '';
}

describe('the metadata service', () => {
  it('answers as its own instance only', async () => {
    const sandbox = await fresh();
    const reader = await inside(sandbox);
    const web = await inside(sandbox, 'i-bp1sandbox0001');
    expect(reader).not.toBe(web);
    expect(await inside(sandbox)).toBe(reader);
    const item = async (base: string, name: string) => (await http(`${base}/latest/meta-data/${name}`)).text;
    expect(await item(reader, 'instance-id')).toBe(READER);
    expect(await item(web, 'instance-id')).toBe('i-bp1sandbox0001');
    expect(await item(web, 'region-id')).toBe('cn-hangzhou');
    expect(await item(web, 'zone-id')).toBe('cn-hangzhou-h');
    expect(await item(web, 'owner-account-id')).toBe(sandbox.accountId);
    expect((await item(reader, '')).split('\n')).toEqual(expect.arrayContaining(['instance-id', 'ram/']));
    expect(await item(web, '')).not.toContain('ram/');
    expect((await http(`${web}${CREDENTIALS}`)).status).toBe(404);
    expect((await http(`${reader}${CREDENTIALS}Other`)).status).toBe(404);
    expect((await http(`${reader}/latest/other`)).status).toBe(404);
  });

  it('answers a client that takes it for its HTTP proxy, as clients with a built-in address can be made to', async () => {
    const { hostname, port } = new URL(await inside(await fresh()));
    const path = `http://100.100.100.200${CREDENTIALS}`;
    const [answer] = (await once(request({ hostname, port, path }).end(), 'response')) as [IncomingMessage];
    expect([answer.statusCode, await text(answer)]).toEqual([200, 'SandboxEcsReader']);
  });

  it('gives six hours, renews 30 minutes before the end, and both are valid then', async () => {
    const sandbox = await fresh();
    const base = `${await inside(sandbox)}${CREDENTIALS}SandboxEcsReader`;
    const read = async () => JSON.parse((await http(base)).text) as Record<string, string>;
    const first = await read();
    expect(first.Expiration).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Date.parse(first.Expiration ?? '') - Date.parse(first.LastUpdated ?? '')).toBe(6 * 3600_000);
    expect(await read()).toEqual(first);
    await sandbox.advanceTime(5.5 * 3600_000 - 5_000);
    expect(await read()).toEqual(first);
    await sandbox.advanceTime(5_000);
    const second = await read();
    expect(second.AccessKeyId).not.toBe(first.AccessKeyId);
    const works = async ({ AccessKeyId = '', AccessKeySecret = '', SecurityToken = '' }: Record<string, string>) => {
      const keys = { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken };
      return clients(sandbox.url, keys)
        .sts.getCallerIdentity()
        .then(
          () => 'yes',
          (error: { code: string }) => error.code,
        );
    };
    expect([await works(first), await works(second)]).toEqual(['yes', 'yes']);
    await sandbox.advanceTime(31 * 60_000);
    expect([await works(first), await works(second)]).toEqual(['InvalidSecurityToken.Expired', 'yes']);
  });

  it('issues tokens that expire, and refuses forwarded and unreasonable requests for one', async () => {
    const sandbox = await fresh();
    const hardened = await inside(sandbox, 'i-bp1sandbox0005');
    const put = (headers: Record<string, string>) => http(`${hardened}/latest/api/token`, { method: 'PUT', headers });
    const get = (headers?: Record<string, string>) =>
      http(`${hardened}/latest/meta-data/instance-id`, headers === undefined ? {} : { headers });
    expect((await get()).status).toBe(403);
    for (const ttl of ['0', '21601', 'x', '-1']) expect((await put({ [TTL]: ttl })).status, ttl).toBe(400);
    expect((await put({})).status).toBe(400);
    expect((await put({ [TTL]: '60', 'X-Forwarded-For': '10.0.0.1' })).status).toBe(403);
    const token = (await put({ [TTL]: '60' })).text;
    expect(await get({ [TOKEN]: token })).toEqual({ status: 200, text: 'i-bp1sandbox0005' });
    expect((await get({ [TOKEN]: `${token}x` })).status).toBe(403);
    await sandbox.advanceTime(60_000);
    expect((await get({ [TOKEN]: token })).status).toBe(403);
  });

  it('follows a change of role at once, and says when the role cannot be assumed any more', async () => {
    for (const metadataBrokenRole of ['200 with Code Failed', '404'] as const) {
      const sandbox = await fresh({ guesses: { metadataBrokenRole } });
      const admin = await as(sandbox);
      const id = 'i-bp1sandbox0001';
      const base = `${await inside(sandbox, id)}${CREDENTIALS}`;
      await admin.ram.createRole(new ram.CreateRoleRequest({ roleName: 'Mine', assumeRolePolicyDocument: ECS_TRUST }));
      const attach = { regionId: 'cn-hangzhou', ramRoleName: 'Mine', instanceIds: JSON.stringify([id]) };
      await admin.ecs.attachInstanceRamRole(new ecs.AttachInstanceRamRoleRequest(attach));
      expect(JSON.parse((await http(`${base}Mine`)).text).Code).toBe('Success');
      const pai = ECS_TRUST.replace('ecs.aliyuncs', 'pai.aliyuncs');
      await admin.ram.updateRole(new ram.UpdateRoleRequest({ roleName: 'Mine', newAssumeRolePolicyDocument: pai }));
      const broken = await http(`${base}Mine`);
      if (metadataBrokenRole === '404') expect(broken.status).toBe(404);
      else expect(JSON.parse(broken.text)).toEqual({ Code: 'Failed', Message: expect.any(String) });
      await admin.ecs.detachInstanceRamRole(new ecs.DetachInstanceRamRoleRequest(attach));
      expect((await http(base)).status).toBe(404);
    }
  });

  it('does without lines of the log that cannot be read, and answers 500 when none can be written', async () => {
    const dir = temporaryFolder();
    const sandbox = await fresh({ dir });
    const url = `${await inside(sandbox)}/latest/meta-data/instance-id`;
    await http(url);
    appendFileSync(join(dir, 'requests.log'), 'null\n{"time":\n');
    await http(url);
    expect((await sandbox.log()).map((entry) => entry.caller)).toEqual([READER, READER]);
    rmSync(join(dir, 'requests.log'));
    mkdirSync(join(dir, 'requests.log'));
    expect((await http(url)).status).toBe(500);
    rmSync(join(dir, 'requests.log'), { recursive: true });
    expect(await http(url)).toEqual({ status: 200, text: READER });
  });
});
