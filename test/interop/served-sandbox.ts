import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { PYTHON } from './install-clients.js';
import { runProcess } from './run-process.js';

/** JSON of another program: tests look into documents of every shape. */
// biome-ignore lint/suspicious/noExplicitAny: see above
type Json = any;
type Environment = Readonly<Record<string, string>>;

/** What an API call by Python came to: one of the two. */
interface Answer {
  readonly body?: Json;
  readonly error?: Json;
}

/** A sandbox served by the built bundle in a process of its own, and the programs that talk to it. */
export interface ServedSandbox {
  /** Runs the built bundle on the sandbox's folder; the result of `--output json`. Fails unless it exits with 0. */
  ramrole(...args: string[]): Promise<Json>;
  /** The variables of `ramrole sandbox env` for an identity. */
  environment(as?: string): Promise<Environment>;
  /** One call by the vendor's Python SDK. */
  python(env: Environment, product: string, action: string, parameters?: object): Promise<Answer>;
  /** Runs a script of this folder (`.py`, `.mjs`) that prints one JSON document. */
  script(name: string, env: Environment, ...args: string[]): Promise<Json>;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const BUNDLE = here('../../bin/ramrole.js');

// Registered here, not in `serveSandbox`: inside a test or a hook, vitest would never call it.
const cleanUps: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

/** Starts a sandbox in a fresh folder; it ends, and the folder goes, with the test file. */
export async function serveSandbox(): Promise<ServedSandbox> {
  const home = mkdtempSync(join(tmpdir(), 'ramrole-interop-'));
  const folder = join(home, 'cloud');
  // Nothing of this machine's own profiles, proxies and keys, and no probing of 100.100.100.200.
  const env: Environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const server = spawn(
    process.execPath,
    [BUNDLE, 'sandbox', 'serve', `--sandbox=${folder}`, '--port', '0', '--output', 'json'],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  cleanUps.push(async () => {
    await stop(server);
    rmSync(home, { recursive: true, force: true });
  });
  await firstLine(server);

  const json = async (command: string, args: readonly string[], more: Environment, stdin?: string) => {
    const { exitCode, stdout, stderr } = await runProcess(command, args, { ...env, ...more }, stdin);
    if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}:\n${stdout}\n${stderr}`);
    return JSON.parse(stdout);
  };
  const ramrole = (...args: string[]) =>
    json(process.execPath, [BUNDLE, ...args, '--output', 'json'], { RAMROLE_SANDBOX: folder });

  return {
    ramrole,
    environment: async (as) => (await ramrole('sandbox', 'env', ...(as ? ['--as', as] : []))).environment,
    python: (who, product, action, parameters = {}) =>
      json(PYTHON, [here('call.py'), product, action], who, JSON.stringify(parameters)),
    script: (name, who, ...args) => json(name.endsWith('.py') ? PYTHON : process.execPath, [here(name), ...args], who),
  };
}

/** Waits until the server says its address; its end before that is a failure. */
async function firstLine(server: ChildProcess): Promise<void> {
  const lines = createInterface({ input: server.stdout as NodeJS.ReadableStream });
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`ramrole sandbox serve ended with ${code}.`);
  });
  const [line] = await Promise.race([once(lines, 'line'), ended]);
  // Nobody waits for its end any more.
  ended.catch(() => {});
  if (!JSON.parse(line).url) throw new Error(`ramrole sandbox serve said: ${line}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
}

/** Says which client proved what; the last line of a test, so that nothing is said that did not hold. */
export function proven(client: string, what: string): void {
  console.log(`proven  ${client}: ${what}`);
}
