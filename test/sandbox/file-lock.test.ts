import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath, pid, platform } from 'node:process';
import { describe, expect, it } from 'vitest';
import { ConflictError } from '../../src/errors.js';
import { acquireLock, tryLock } from '../../src/file-lock.js';
import { onCleanup, temporaryFolder } from './sandbox-fixture.js';

const request = { pid, clock: Date, what: 'testing' };

function lockFile(): string {
  return join(temporaryFolder(), 'the.lock');
}

/** A process id that was used and is free again. */
function deadPid(): number {
  return spawnSync(execPath, ['-e', '']).pid;
}

describe('a file lock', () => {
  it('is held by one at a time, also within one process', async () => {
    const path = lockFile();
    const first = await acquireLock(path, { ...request, waitMs: 0 });
    const second = acquireLock(path, { ...request, waitMs: 40 });
    await expect(second).rejects.toThrow(ConflictError);
    await expect(second).rejects.toThrow(`Process ${pid} is testing`);
    await first.release();
    await first.release();
    const third = await acquireLock(path, { ...request, waitMs: 0 });
    await first.release();
    expect(existsSync(path)).toBe(true);
    await third.release();
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('is waited for', async () => {
    const path = lockFile();
    const first = await acquireLock(path, { ...request, waitMs: 0 });
    const second = acquireLock(path, { ...request, waitMs: 5000 });
    setTimeout(() => void first.release(), 60);
    await (await second).release();
  });

  it('is not held by a dead process, nor by a new one with its number', async () => {
    for (const owner of [
      { pid: deadPid(), what: 'x', since: '', id: 'a' },
      { pid, start: '1', what: 'x', since: '', id: 'a' },
    ]) {
      const path = lockFile();
      writeFileSync(path, JSON.stringify(owner));
      await (await acquireLock(path, { ...request, waitMs: 0 })).release();
    }
    const path = lockFile();
    writeFileSync(path, JSON.stringify({ pid, what: 'living', since: '', id: 'a' }));
    expect(tryLock(path, request)).toMatchObject({ what: 'living' });
  });

  // Only Linux tells a zombie from a living process in /proc.
  if (platform === 'linux') {
    it('is not held by a zombie', async () => {
      // What the shell becomes, before its child ends, never asks how that has ended.
      const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
      onCleanup(() => parent.kill());
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const zombie = Number(line.toString());
      await expect.poll(() => readFileSync(`/proc/${zombie}/stat`, 'utf8')).toMatch(/\) Z /);
      const path = lockFile();
      writeFileSync(path, JSON.stringify({ pid: zombie, what: 'x', since: '', id: 'a' }));
      await (await acquireLock(path, { ...request, waitMs: 0 })).release();
    });
  }

  it('is taken away once, however many notice that its owner died', async () => {
    const path = lockFile();
    writeFileSync(path, JSON.stringify({ pid: deadPid(), what: 'x', since: '', id: 'a' }));
    let holders = 0;
    let most = 0;
    const work = async () => {
      const lock = await acquireLock(path, { ...request, waitMs: 10_000 });
      most = Math.max(most, ++holders);
      await new Promise((resolve) => setTimeout(resolve, 2));
      holders -= 1;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 20 }, work));
    expect(most).toBe(1);
  });

  it('overcomes a takeover that died in the middle, and a file that is no lock', async () => {
    const path = lockFile();
    writeFileSync(path, 'half');
    mkdirSync(`${path}.takeover`);
    expect('release' in tryLock(path, request)).toBe(false);
    utimesSync(`${path}.takeover`, 0, 0);
    const lock = await acquireLock(path, { ...request, waitMs: 1000 });
    expect(JSON.parse(readFileSync(path, 'utf8')).pid).toBe(pid);
    await lock.release();
  });
});
