import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Asks on the process's own streams, as the tool does, and tells how it ended. */
const PROGRAM = `
  import { createPrompt } from './prompt.mjs';
  const colour = process.argv[2] !== 'plain';
  const prompt = createPrompt({ stdin: process.stdin, stderr: process.stderr, terminal: true, colour });
  const answer = await prompt.confirm('Apply?', { flag: '--yes' }).catch((error) => error.exitCode);
  process.stderr.write('answer ' + answer);
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ramrole-terminal-'));
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/prompt/prompt.ts', import.meta.url))],
    outfile: join(folder, 'prompt.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  await writeFile(join(folder, 'program.mjs'), PROGRAM);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('confirm on a real terminal', () => {
  it.each([
    ['y', 'y\r', 'answer true'],
    ['Enter', '\r', 'answer false'],
    ['Ctrl-C', '\u0003', 'answer 130'],
    ['Ctrl-D', '\u0004', 'answer 130'],
  ])('%s', async (_name, keys, expected) => {
    const { screen, exitCode } = await answer(keys, 'colour');
    expect(screen).toContain(expected);
    expect(exitCode).toBe(0);
  });

  it('is coloured only where it may be', async () => {
    const graphics = '\u001b[1m';
    expect((await answer('y\r', 'colour')).screen).toContain(graphics);
    const plain = await answer('y\r', 'plain');
    expect(plain.screen).not.toContain(graphics);
    expect(plain.screen).toContain('Apply? (y/N)');
  });
});

/** Runs the program on a terminal of its own and types `keys` once it has asked. */
function answer(keys: string, mode: string): Promise<{ screen: string; exitCode: number }> {
  const env = { ...process.env, TERM: 'xterm-256color', FORCE_COLOR: '1' };
  const terminal = spawn(process.execPath, [join(folder, 'program.mjs'), mode], { cols: 80, rows: 24, env });
  return new Promise((resolve) => {
    let screen = '';
    let typed = false;
    terminal.onData((data) => {
      screen += data;
      if (typed || !screen.includes('(y/N)')) return;
      typed = true;
      terminal.write(keys);
    });
    terminal.onExit(({ exitCode }) => resolve({ screen, exitCode }));
  });
}
