import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { onCleanup, temporaryFolder } from './sandbox-fixture.js';

export interface OtherProcess {
  readonly url: string;
  readonly owned: boolean;
  readonly pid: number;
  readonly child: ChildProcess;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
}

/** Opens the folder's sandbox in a process of its own, from the same sources. */
export async function openElsewhere(dir: string, lingerMs = 0): Promise<OtherProcess> {
  const script = join(temporaryFolder(), 'owner-process.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('owner-process.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  const child = spawn(execPath, [script, dir, String(lingerMs)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  onCleanup(() => child.kill('SIGKILL'));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString()));
    child.once('exit', (code) => reject(new Error(`The other process ended with ${code}.`)));
  });
  return { ...(JSON.parse(line) as { url: string; owned: boolean; pid: number }), child, ended };
}
