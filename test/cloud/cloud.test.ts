import { createServer } from 'node:http';
import httpx from 'httpx';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CloudSettings, openCloud } from '../../src/cloud/cloud.js';
import { staticCredential } from '../../src/cloud/credential.js';
import type { CallerCredential } from '../../src/cloud/credential-provider.js';
import { type Endpoints, resolveEndpoints } from '../../src/config/endpoints.js';
import { NotAuthorizedError, UsageError } from '../../src/errors.js';
import { openScripted, type Scripted, TOKEN } from './open-scripted.js';

const IDENTITY = {
  body: { RequestId: 'r', AccountId: '1', Arn: 'acs:ram::1:user/a', IdentityType: 'RAMUser', PrincipalId: '2' },
};

let opened: Scripted | undefined;
afterEach(async () => {
  await opened?.server.close();
});

describe('openCloud', () => {
  it('opens each product and region once', async () => {
    opened = await openScripted({});
    const { cloud } = opened;
    expect(await cloud.ram()).toBe(await cloud.ram());
    expect(await cloud.sts()).toBe(await cloud.sts());
    expect(await cloud.ecs('cn-hangzhou')).toBe(await cloud.ecs('cn-hangzhou'));
    expect(await cloud.ecs('cn-hangzhou')).not.toBe(await cloud.ecs('cn-beijing'));
  });

  it('tells who the caller is', async () => {
    opened = await openScripted({ GetCallerIdentity: IDENTITY });
    expect(await (await opened.cloud.sts()).getCallerIdentity()).toEqual({
      AccountId: '1',
      Arn: 'acs:ram::1:user/a',
      IdentityType: 'RAMUser',
      PrincipalId: '2',
    });
    expect(opened.server.seen[0]?.headers['x-acs-security-token']).toBe(TOKEN);
  });

  it('refuses a region that would become another host', async () => {
    opened = await openScripted({});
    await expect(opened.cloud.ecs('x.example.com/')).rejects.toBeInstanceOf(UsageError);
  });

  it('asks for credentials before every call', async () => {
    const keys: CallerCredential[] = ['A', 'B'].map((accessKeyId) => ({
      accessKeyId,
      accessKeySecret: 's',
      source: 'test',
    }));
    opened = await openScripted(
      { GetCallerIdentity: IDENTITY },
      { credential: { get: async () => keys.shift() ?? expect.fail('asked too often') } },
    );
    const sts = await opened.cloud.sts();
    await sts.getCallerIdentity();
    await sts.getCallerIdentity();
    const used = opened.server.seen.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? '')?.[1]);
    expect(used).toEqual(['A', 'B']);
    expect(opened.server.seen[0]?.headers['x-acs-security-token']).toBeUndefined();
  });

  it('hands on what the credential provider says, unchanged and once', async () => {
    let asked = 0;
    const get = async () => {
      asked += 1;
      throw new NotAuthorizedError('No credentials were found.');
    };
    opened = await openScripted({}, { credential: { get } });
    const ram = await opened.cloud.ram();
    await expect(ram.getRole('R')).rejects.toBeInstanceOf(NotAuthorizedError);
    expect(asked).toBe(1);
  });

  it('reports every attempt', async () => {
    opened = await openScripted({ GetRole: 'reset' }, { retry: { attempts: 2, maxDelayMs: 10 } });
    const ram = await opened.cloud.ram();
    await expect(ram.getRole('R')).rejects.toThrow();
    const call = { product: 'RAM', action: 'GetRole', outcome: 'ECONNRESET', ms: 0 };
    expect(opened.calls).toEqual([call, call]);
  });

  const settings = (env: Record<string, string>, endpoints: Endpoints = {}): CloudSettings => ({
    endpoints,
    region: 'cn-shanghai',
    credential: staticCredential({ accessKeyId: 'a', accessKeySecret: 's', source: 'test' }),
    userAgent: 'x',
    clock: { now: () => 0, sleep: async () => {} },
    retry: { attempts: 1, maxDelayMs: 0 },
    env,
  });

  it('uses the public endpoints over https where none is given', async () => {
    // Nothing is sent: every call ends where the SDKs hand it to their HTTP client.
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const request = vi.spyOn(httpx, 'request').mockRejectedValue(refused);
    const cloud = openCloud(settings({}));
    const calls = [
      (await cloud.ram()).listRoles(),
      (await cloud.sts()).getCallerIdentity(),
      (await cloud.ecs('cn-hangzhou')).describeInstances(),
      (await cloud.ecs('cn-beijing')).describeInstances(),
    ];
    for (const result of await Promise.allSettled(calls)) expect(result.status).toBe('rejected');
    const origins = request.mock.calls.map(([url]) => new URL(url).origin);
    request.mockRestore();
    expect(origins.sort()).toEqual([
      'https://ecs-cn-hangzhou.aliyuncs.com',
      'https://ecs.cn-beijing.aliyuncs.com',
      'https://ram.aliyuncs.com',
      'https://sts.cn-shanghai.aliyuncs.com',
    ]);
  });

  it('goes through the proxy, except where NO_PROXY says not to', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(request.url);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as { port: number };
    // 0.0.0.0 is this machine, but not a loopback name: without the proxy the calls would be refused here.
    const endpoints = resolveEndpoints({ RAM_ENDPOINT: '0.0.0.0:1', STS_ENDPOINT: '0.0.0.0:2' });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: '0.0.0.0:2' };
    const cloud = openCloud(settings(env, endpoints));
    await expect((await cloud.ram()).listRoles()).rejects.toMatchObject({ exitCode: 7 });
    expect(asked).toEqual(['0.0.0.0:1']);
    await expect((await cloud.sts()).getCallerIdentity()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(asked).toHaveLength(1);
    proxy.close();
  });

  it('reaches this machine directly, whatever the proxy', async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' };
    opened = await openScripted({ GetCallerIdentity: IDENTITY }, { env });
    expect((await (await opened.cloud.sts()).getCallerIdentity()).AccountId).toBe('1');
  });
});
