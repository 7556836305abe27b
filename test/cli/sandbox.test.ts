import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/main.js';
import { openWorld, runCommand, temporaryFolder } from './harness.js';

const EVERYBODY = ['root', 'user/admin', 'user/alice', 'user/bob'];

/** `sandbox serve` in this process, until it is interrupted. */
async function serve(folder: string, argv: readonly string[] = []) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  let interrupt = () => {};
  const ready = new Promise<string>((resolve) => stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())));
  const ended = run(['sandbox', 'serve', `--sandbox=${folder}`, ...argv], {
    stdin: Readable.from([]),
    stdout,
    stderr,
    env: {},
    cwd: folder,
    home: folder,
    pid: process.pid,
    clock: { now: Date.now, sleep: async () => {} },
    interrupted: () =>
      new Promise((resolve) => {
        interrupt = resolve;
      }),
  });
  return { ready: await ready, ended, interrupt: () => interrupt() };
}

describe('sandbox env', () => {
  it('prints lines that a shell can take, with values that work', async () => {
    const world = await openWorld();
    const shown = await world.run(['sandbox', 'env'], { as: 'user/alice' });
    expect(shown.exitCode).toBe(0);
    const evaluated = execFileSync('sh', ['-c', `${shown.stdout}env`], {
      env: { PATH: process.env['PATH'], ALIBABA_CLOUD_SECURITY_TOKEN: 'of another identity' },
      encoding: 'utf8',
    });
    const env = Object.fromEntries(evaluated.split('\n').map((line) => line.split('=', 2)));
    expect(env).toMatchObject({
      RAM_ENDPOINT: new URL(world.sandbox.url).host,
      STS_ENDPOINT: new URL(world.sandbox.url).host,
      ECS_ENDPOINT: new URL(world.sandbox.url).host,
      ALIBABA_CLOUD_REGION_ID: 'cn-hangzhou',
      RAMROLE_SANDBOX_ACCOUNT: world.sandbox.accountId,
    });
    expect(env).not.toHaveProperty('ALIBABA_CLOUD_SECURITY_TOKEN');
    // In that shell the tool is alice in this sandbox; without its own variables it is alice as any other client is.
    const { RAMROLE_SANDBOX, RAMROLE_AS, ...others } = env;
    expect([RAMROLE_SANDBOX, RAMROLE_AS]).toEqual([world.folder, 'user/alice']);
    for (const [variables, sandbox] of [
      [env, true],
      [others, false],
    ] as const) {
      const plan = await runCommand(['setup', 'R', '--service', 'ecs', '--dry-run', '-o', 'json'], {
        home: temporaryFolder(),
        env: variables,
      });
      expect(plan.json).toMatchObject({ sandbox, caller: `acs:ram::${world.sandbox.accountId}:user/alice` });
    }
  });

  it('prints JSON, and for an instance its metadata service instead of an AccessKey', async () => {
    const world = await openWorld();
    const { json } = await world.run(['sandbox', 'env', '-o', 'json'], { as: 'i-2zesandbox0001' });
    expect(json).toMatchObject({
      schema: 'ramrole.sandbox.env/1',
      sandbox: true,
      as: 'i-2zesandbox0001',
      account: world.sandbox.accountId,
      regions: ['cn-hangzhou', 'cn-beijing'],
      environment: { ALIBABA_CLOUD_REGION_ID: 'cn-beijing' },
    });
    expect(json.environment.ALIBABA_CLOUD_IMDS_ENDPOINT).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(json.environment).not.toHaveProperty('ALIBABA_CLOUD_ACCESS_KEY_ID');
  });

  it('needs a server, and names the command that is one', async () => {
    const folder = temporaryFolder();
    const run = await runCommand(['sandbox', 'env', `--sandbox=${folder}`], { home: folder });
    expect(run.exitCode).toBe(7);
    expect(run.stderr).toContain(`ramrole sandbox serve --sandbox=${folder}`);
    expect(run.stdout).toBe('');
  });
});

describe('sandbox log', () => {
  it('is JSON lines without a secret of any identity', async () => {
    const world = await openWorld();
    const setup = ['setup', 'Logged', '--instance', 'i-bp1sandbox0001', '--pass-role-to', 'user/alice', '--yes'];
    expect((await world.run(setup)).exitCode).toBe(0);
    await world.run(['role', 'list'], { as: 'user/bob' });
    const inside = await world.run(['credentials', 'show', '--reveal', '-o', 'json'], { as: 'i-bp1sandbox0001' });
    const log = await world.run(['sandbox', 'log']);
    const entries = log.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const entry of entries) {
      expect(entry.time).toMatch(/^\d{4}-\d\d-\d\dT/);
      for (const field of ['caller', 'action', 'resource', 'verdict', 'requestId']) expect(entry).toHaveProperty(field);
    }
    const caller = `acs:ram::${world.sandbox.accountId}:user/bob`;
    expect(entries).toContainEqual(expect.objectContaining({ caller, action: 'ListRoles', verdict: 'denied' }));
    const onDisk = readFileSync(join(world.folder, 'requests.log'), 'utf8');
    const secrets = Object.values<string>(inside.json.credential).slice(0, 3);
    for (const name of EVERYBODY) {
      const { accessKeyId = '', accessKeySecret = '' } = await world.sandbox.identity(name);
      secrets.push(accessKeyId, accessKeySecret);
    }
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10);
      expect(log.stdout + onDisk).not.toContain(secret);
    }
    const writes = await world.run(['sandbox', 'log', '--writes']);
    expect(writes.stdout.trimEnd().split('\n')).toHaveLength(entries.filter((entry) => entry.write).length);
  });
});

describe('sandbox reset', () => {
  it('forgets what was made, and gives new AccessKeys', async () => {
    const world = await openWorld();
    const before = await world.sandbox.identity();
    await world.run(['setup', 'Gone', '--service', 'ecs', '--yes']);
    const reset = await world.run(['sandbox', 'reset', '-o', 'json']);
    expect(reset.json).toMatchObject({ schema: 'ramrole.sandbox.reset/1', account: world.sandbox.accountId });
    expect((await world.run(['role', 'show', 'Gone'])).exitCode).toBe(4);
    expect((await world.sandbox.identity()).accessKeySecret).not.toBe(before.accessKeySecret);
    expect((await world.run(['sandbox', 'log', '--writes'])).stdout).toBe('');
  });
});

describe('sandbox serve', () => {
  it('serves until it is interrupted; others join, and a second server is refused', async () => {
    const folder = temporaryFolder();
    const server = await serve(folder, ['--output', 'json']);
    const { url, account } = JSON.parse(server.ready);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);

    const env = await runCommand(['sandbox', 'env', `--sandbox=${folder}`, '-o', 'json'], { home: folder });
    expect(env.json).toMatchObject({ account, environment: { RAM_ENDPOINT: new URL(url).host } });
    const second = await runCommand(['sandbox', 'serve', `--sandbox=${folder}`], { home: folder });
    expect(second.exitCode).toBe(5);
    expect(second.stderr).toContain(`Process ${process.pid} is serving this sandbox at ${url}`);

    server.interrupt();
    expect(await server.ended).toBe(0);
    const gone = await runCommand(['sandbox', 'env', `--sandbox=${folder}`], { home: folder });
    expect(gone.exitCode).toBe(7);
  });

  it('takes a port, and refuses one that is taken or none', async () => {
    const server = await serve(temporaryFolder());
    const port = /:(\d+)\n/.exec(server.ready)?.[1] ?? '';
    const folder = temporaryFolder();
    const taken = await runCommand(['sandbox', 'serve', `--sandbox=${folder}`, '--port', port], { home: folder });
    expect(taken.exitCode).toBe(5);
    expect(taken.stderr).toContain(port);
    const none = await runCommand(['sandbox', 'serve', `--sandbox=${folder}`, '--port', '65536'], { home: folder });
    expect(none.exitCode).toBe(2);
    server.interrupt();
    expect(await server.ended).toBe(0);
  });
});

describe('--sandbox and --as', () => {
  it('refuses --as without the sandbox', async () => {
    const run = await runCommand(['role', 'list', '--as', 'user/alice'], { home: temporaryFolder() });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('Add --sandbox.');
  });

  it('lists who exists when asked for somebody else', async () => {
    const world = await openWorld();
    const run = await world.run(['role', 'list'], { as: 'user/carol' });
    expect(run.exitCode).toBe(4);
    expect(run.stderr).toContain('user/alice');
    expect((await world.run(['role', 'list'], { as: 'i-nosuch' })).stderr).toContain('i-bp1sandbox0001');
  });

  it('is switched on and off by RAMROLE_SANDBOX, before which the flag goes', async () => {
    const home = temporaryFolder();
    const on = await runCommand(['role', 'list'], { home, env: { RAMROLE_SANDBOX: '1' } });
    expect(on.exitCode).toBe(0);
    expect(on.stderr).toContain(`sandbox: ${join(home, '.local', 'state', 'ramrole', 'sandbox')}`);
    // Nothing real is reached: without credentials the chain ends before any call.
    const env = { RAMROLE_SANDBOX: '0', ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', RAM_ENDPOINT: '127.0.0.1:9' };
    const off = await runCommand(['role', 'list'], { home, env });
    expect(off.stderr).not.toContain('sandbox:');
    expect(off.exitCode).toBe(3);
    const flag = await runCommand(['role', 'list', `--sandbox=${join(home, 'own')}`], { home, env });
    expect(flag.stderr).toContain(`sandbox: ${join(home, 'own')}`);
    expect(flag.exitCode).toBe(0);
  });

  it('ignores real credentials of the environment', async () => {
    const env = {
      RAMROLE_SANDBOX: '1',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIrealrealrealreal',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'real',
    };
    const run = await runCommand(['setup', 'R', '--service', 'ecs', '--dry-run', '-o', 'json'], {
      home: temporaryFolder(),
      env,
    });
    expect(run.json.caller).toMatch(/:user\/admin$/);
  });

  it('is the role itself as an instance that carries one', async () => {
    const world = await openWorld();
    const run = await world.run(['role', 'list', '-o', 'json'], { as: 'i-bp1sandbox0004' });
    expect(run.exitCode).toBe(3);
    expect(run.json.error.message).toContain('assumed-role/SandboxEcsReader/');
  });
});

describe('a folder that cannot be', () => {
  it.each(['/proc/nope/cloud', '/dev/null'])('%s is refused by name', async (folder) => {
    const run = await runCommand(['role', 'list', `--sandbox=${folder}`], { home: temporaryFolder() });
    expect(run.stderr).toMatch(/(\/proc\/nope|\/dev\/null)(\/cloud)? cannot be used \(E/);
    expect(run.exitCode).toBe(1);
  });
});
