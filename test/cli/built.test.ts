import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './harness.js';

const RAMROLE = fileURLToPath(new URL('../../bin/ramrole.js', import.meta.url));

/** What ships, as its own process: `npm test` builds it first. */
function start(argv: readonly string[], home = temporaryFolder()): ChildProcess {
  const env = { PATH: process.env.PATH, HOME: home, RAMROLE_SANDBOX: join(home, 'cloud'), NO_COLOR: '1' };
  return spawn(process.execPath, [RAMROLE, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function output(argv: readonly string[], home?: string) {
  const child = start(argv, home);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const [exitCode] = await once(child, 'close');
  return { exitCode, stdout, stderr };
}

describe('the bundle', () => {
  it('prints YAML, for a result and for an error', async () => {
    const list = await output(['role', 'list', '-o', 'yaml']);
    expect(list.stdout).toMatch(/^schema: ramrole\.role\.list\/1\nsandbox: true\nroles:\n/);
    expect(list.exitCode).toBe(0);
    const error = await output(['role', 'show', 'nobody', '-oyaml']);
    expect(error.stdout).toMatch(/^schema: ramrole\.error\/1\nerror:\n/);
    expect(error.exitCode).toBe(4);
  });

  it('answers a query, a table and the version', async () => {
    expect(JSON.parse((await output(['role', 'list', '--query', 'length(roles)'])).stdout)).toBeGreaterThan(0);
    expect((await output(['instance', 'list'])).stdout).toContain('i-bp1sandbox0001\tcn-hangzhou\t');
    expect((await output(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('says a usage error as JSON when -o is written in one word', async () => {
    const run = await output(['nonsense', '-ojson']);
    expect(JSON.parse(run.stdout)).toMatchObject({ schema: 'ramrole.error/1', error: { exitCode: 2 } });
  });

  it('goes on and tells its result when nobody reads stderr any more', async () => {
    const home = temporaryFolder();
    const child = start(
      ['setup', 'Deaf', '--service', 'ecs', '--pass-role-to', 'user/bob', '--yes', '-o', 'json'],
      home,
    );
    child.stderr?.destroy();
    let stdout = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
    });
    const [exitCode] = await once(child, 'close');
    expect(JSON.parse(stdout).summary).toMatchObject({ done: 2, failed: 0 });
    expect(exitCode).toBe(0);
  });

  it('ends quietly when nobody reads stdout', async () => {
    const child = start(['role', 'list']);
    child.stdout?.destroy();
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    const [exitCode] = await once(child, 'close');
    expect(stderr).not.toContain('EPIPE');
    expect(exitCode).toBe(0);
  });
});
