import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { type IPty, spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import type { World } from '../cli/harness.js';

const BIN = fileURLToPath(new URL('../../bin/ramrole.js', import.meta.url));

/** A person at a real terminal, in front of the built program. */
export interface Person {
  /** Everything that the terminal was sent so far, escape sequences included. */
  raw(): string;
  /** The same without escape sequences. */
  text(): string;
  /** Resolves when the text holds the words. @throws when the program ends before. */
  sees(words: string): Promise<void>;
  types(keys: string): void;
  readonly ended: Promise<number>;
}

/**
 * Runs the program in a terminal, on the world's sandbox, which this process serves.
 * @param wrap makes of the command line what the terminal's shell runs, such as with a redirection
 */
export function atTerminal(
  world: World,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  wrap: (command: string) => string = (command) => command,
): Person {
  const home = dirname(world.folder);
  const command = [process.execPath, BIN, ...argv].map((word) => `'${word}'`).join(' ');
  const pty: IPty = spawn('sh', ['-c', wrap(command)], {
    cols: 120,
    rows: 60,
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, TERM: 'xterm-256color', RAMROLE_SANDBOX: world.folder, ...env },
  });
  let raw = '';
  let over = false;
  pty.onData((data) => {
    raw += data;
  });
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      over = true;
      resolve(signal ? 128 + signal : exitCode);
    });
  });
  onTestFinished(() => {
    if (!over) pty.kill('SIGKILL');
  });
  const text = () => stripVTControlCharacters(raw);
  return {
    raw: () => raw,
    text,
    ended,
    types: (keys) => pty.write(keys),
    async sees(words) {
      while (!text().includes(words)) {
        if (over) throw new Error(`The program ended without ${JSON.stringify(words)}:\n${text()}`);
        await sleep(10);
      }
    },
  };
}
