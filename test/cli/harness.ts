import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll } from 'vitest';
import type { Host } from '../../src/host.js';
import { run } from '../../src/main.js';
import type { SandboxGuesses } from '../../src/sandbox/guesses.js';
import type { LogEntry } from '../../src/sandbox/log.js';
import { openSandbox } from '../../src/sandbox/open.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';

/** What a run showed. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as the one JSON document that it must be. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents of every shape
  readonly json: any;
}

export interface RunOptions {
  readonly as?: string;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** stdout is a terminal of 200 columns; stdin is none, so nothing can be asked. */
  readonly terminal?: boolean;
}

/** A sandbox of its own and the tool run against it through its front door. */
export interface World {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly stateFolder: string;
  run(argv: readonly string[], options?: RunOptions): Promise<Run>;
  /** Calls since the last `forgetCalls`. */
  calls(): Promise<LogEntry[]>;
  writes(): Promise<LogEntry[]>;
  forgetCalls(): Promise<void>;
}

const cleanUps: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** A temporary folder that goes with the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ramrole-test-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Time that passes only by being slept through, on top of the real one: waits of minutes take none. */
function fastClock() {
  let slept = 0;
  return {
    now: () => Date.now() + slept,
    sleep: async (ms: number) => {
      slept += ms;
    },
  };
}

/** Runs a command line as a program would: nobody to ask, output collected. */
export async function runCommand(argv: readonly string[], options: RunOptions & { home: string }): Promise<Run> {
  const stdout = collector();
  const stderr = collector();
  const host: Host = {
    stdin: Readable.from(options.stdin === undefined ? [] : [options.stdin]),
    stdout: options.terminal ? Object.assign(stdout.stream, { isTTY: true, columns: 200 }) : stdout.stream,
    stderr: stderr.stream,
    env: { NO_COLOR: '1', ...options.env },
    cwd: options.cwd ?? options.home,
    home: options.home,
    pid: process.pid,
    clock: fastClock(),
    interrupted: () => new Promise(() => {}),
  };
  const exitCode = await run(argv, host);
  return {
    exitCode,
    stdout: stdout.text(),
    stderr: stderr.text(),
    get json() {
      return JSON.parse(stdout.text());
    },
  };
}

function collector() {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

/** Opens a fresh sandbox that the runs of one test file join. */
export async function openWorld(guesses: Partial<SandboxGuesses> = {}): Promise<World> {
  const home = temporaryFolder();
  const folder = join(home, 'cloud');
  const clock = { now: () => Date.now() };
  const sandbox = await openSandbox({ dir: folder, clock, pid: process.pid, lingerMs: 0, guesses });
  cleanUps.push(() => sandbox.close());
  let seen = 0;
  const calls = async () => (await sandbox.log()).slice(seen);
  return {
    sandbox,
    folder,
    stateFolder: join(home, '.local', 'state', 'ramrole'),
    run: (argv, options = {}) =>
      runCommand(options.as === undefined ? argv : [...argv, '--as', options.as], {
        home,
        ...options,
        env: { RAMROLE_SANDBOX: folder, ...options.env },
      }),
    calls,
    writes: async () => (await calls()).filter((entry) => entry.write),
    forgetCalls: async () => {
      seen = (await sandbox.log()).length;
    },
  };
}
