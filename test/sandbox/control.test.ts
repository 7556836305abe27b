import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sandboxEnvironment, shellLines } from '../../src/sandbox/env.js';
import { as, fresh, http, ram, temporaryFolder } from './sandbox-fixture.js';

describe('the control paths', () => {
  it('open to the token of owner.json only, and unknown ones fail loudly', async () => {
    const dir = temporaryFolder();
    const sandbox = await fresh({ dir });
    const { token } = JSON.parse(readFileSync(join(dir, 'owner.json'), 'utf8')) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    for (const path of ['health', 'identity', 'log', 'join', 'nothing']) {
      expect((await http(`${sandbox.url}/-/${path}`)).status, path).toBe(403);
      const wrong = { authorization: `Bearer ${token}x` };
      expect((await http(`${sandbox.url}/-/${path}`, { headers: wrong })).status, path).toBe(403);
    }
    expect((await http(`${sandbox.url}/-/health`, { headers })).status).toBe(200);
    expect((await http(`${sandbox.url}/-/nothing`, { headers })).status).toBe(501);
    expect(await sandbox.log()).toEqual([
      expect.objectContaining({ product: 'control', action: 'GET /-/nothing', status: 501 }),
    ]);
  });

  it('say who exists when somebody unknown is asked for', async () => {
    const sandbox = await fresh();
    await expect(sandbox.identity('user/ghost')).rejects.toMatchObject({
      exitCode: 4,
      hint: expect.stringContaining('user/admin, user/alice, user/bob'),
    });
    await expect(sandbox.identity('i-ghost')).rejects.toMatchObject({
      hint: expect.stringContaining('i-bp1sandbox0001'),
    });
    await expect(sandbox.identity('')).rejects.toMatchObject({ exitCode: 4 });
    expect((await sandbox.identity()).as).toBe('user/admin');
  });

  it('give a key to a user who has none', async () => {
    const sandbox = await fresh();
    await (await as(sandbox)).ram.createUser(new ram.CreateUserRequest({ userName: 'carol' }));
    const first = await sandbox.identity('user/carol');
    expect(first).toEqual(await sandbox.identity('user/Carol'));
    expect((await (await as(sandbox, 'user/carol')).sts.getCallerIdentity()).body?.userId).toMatch(/^\d{18}$/);
  });

  it('refuse a body that is too large', async () => {
    const sandbox = await fresh();
    const answer = await http(sandbox.url, { method: 'POST', body: 'x'.repeat((1 << 20) + 1) }).catch(() => undefined);
    expect(answer?.status ?? 413).toBe(413);
    expect((await (await as(sandbox)).sts.getCallerIdentity()).statusCode).toBe(200);
  });
});

describe('the log', () => {
  it('never holds a secret', async () => {
    const dir = temporaryFolder();
    const sandbox = await fresh({ dir });
    const inside = await sandbox.identity('i-bp1sandbox0004');
    const path = '/latest/meta-data/ram/security-credentials/SandboxEcsReader';
    const issued = JSON.parse((await http(`${inside.metadataEndpoint}${path}`)).text) as Record<string, string>;
    const admin = await sandbox.identity();
    await (await as(sandbox)).ram.createAccessKey(new ram.CreateAccessKeyRequest({ userName: 'bob' }));
    const log = readFileSync(join(dir, 'requests.log'), 'utf8');
    expect(log).toContain('CreateAccessKey');
    for (const secret of [admin.accessKeySecret, admin.accessKeyId, issued.AccessKeySecret, issued.SecurityToken]) {
      expect(secret).toBeTruthy();
      expect(log).not.toContain(secret);
    }
  });
});

describe('the environment for other clients', () => {
  const sandbox = { url: 'http://127.0.0.1:7070', accountId: '1', regions: ['cn-hangzhou', 'cn-beijing'] } as const;

  it('points a user at the endpoints and away from the metadata service', () => {
    const identity = { as: 'user/x', arn: '', accessKeyId: 'AK', accessKeySecret: "it's" };
    const environment = sandboxEnvironment(sandbox, identity);
    expect(environment).toMatchObject({
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'AK',
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
      RAM_ENDPOINT: '127.0.0.1:7070',
      STS_ENDPOINT: '127.0.0.1:7070',
      ECS_ENDPOINT: '127.0.0.1:7070',
      ALIBABA_CLOUD_REGION_ID: 'cn-hangzhou',
      RAMROLE_SANDBOX_ACCOUNT: '1',
    });
    expect(shellLines(environment)).toContain(`export ALIBABA_CLOUD_ACCESS_KEY_SECRET='it'\\''s'\n`);
    expect(shellLines(environment)).toMatch(/^unset .*ALIBABA_CLOUD_SECURITY_TOKEN.*\n/);
  });

  it('gives an instance its metadata service and takes every AccessKey away', () => {
    const identity = { as: 'i-x', arn: '', metadataEndpoint: 'http://127.0.0.1:7071', region: 'cn-beijing' };
    const environment = sandboxEnvironment(sandbox, identity);
    expect(environment.ALIBABA_CLOUD_IMDS_ENDPOINT).toBe('http://127.0.0.1:7071');
    expect(environment.ALIBABA_CLOUD_REGION_ID).toBe('cn-beijing');
    expect(environment).not.toHaveProperty('ALIBABA_CLOUD_ECS_METADATA_DISABLED');
    expect(shellLines(environment)).toMatch(/^unset ALIBABA_CLOUD_ACCESS_KEY_ID ALIBABA_CLOUD_ACCESS_KEY_SECRET /);
  });
});
