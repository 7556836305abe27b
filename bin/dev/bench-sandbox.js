// A sandbox in a process of its own, for measuring what talks to it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ramrole = fileURLToPath(new URL('../ramrole.js', import.meta.url));

/**
 * Serves a fresh sandbox until `close`.
 * @param env the environment of every child
 */
export async function startSandbox(env) {
  const folder = await mkdtemp(join(tmpdir(), 'ramrole-bench-'));
  const at = [`--sandbox=${join(folder, 'cloud')}`, '--output', 'json'];
  const server = spawn(process.execPath, [ramrole, 'sandbox', 'serve', '--port', '0', ...at], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => server.once('exit', resolve));
  const ready = new Promise((resolve) => createInterface({ input: server.stdout }).once('line', resolve));
  const close = async () => {
    server.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };

  const started = await Promise.race([ready, exited.then(() => undefined)]);
  if (started === undefined) {
    await close();
    throw new Error('`ramrole sandbox serve` ended before it was ready.');
  }

  return {
    /** A fresh account in the same server, and the environment that points any client at it. */
    reset() {
      ask(env, ['sandbox', 'reset', ...at]);
      return { ...env, ...ask(env, ['sandbox', 'env', ...at]).environment };
    },
    close,
  };
}

function ask(env, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ramrole, ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`ramrole ${args.slice(0, 2).join(' ')} failed:\n${stderr}`);
  return stdout.trim() === '' ? {} : JSON.parse(stdout);
}
