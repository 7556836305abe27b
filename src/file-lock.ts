import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError } from './errors.js';

/** Who holds a lock. */
export interface LockOwner {
  readonly pid: number;
  /** What it is doing, for the message to whoever has to wait. */
  readonly what: string;
  /** ISO 8601. */
  readonly since: string;
}

export interface LockRequest {
  /** Of this process. */
  readonly pid: number;
  readonly clock: { now(): number };
  /** What the lock is held for, such as `serving the sandbox`. */
  readonly what: string;
}

export interface FileLock {
  /** Gives the lock up; safe to call twice, and harmless when the lock was lost. */
  release(): Promise<void>;
}

interface Content extends LockOwner {
  /** When the process started, in the system's own measure: process ids are used again. */
  readonly start: string | undefined;
  /** Tells two locks of one process apart. */
  readonly id: string;
}

const POLL_MS = 25;
/** A takeover is a few system calls; one that is older than this died in the middle. Milliseconds. */
const TAKEOVER_MS = 5000;

/**
 * Takes the lock that is the file at `path`, in a folder that exists. A lock whose process is dead does not count.
 * The waiting is measured in real time, whatever the clock says.
 * @throws ConflictError naming the owner after `waitMs` milliseconds.
 */
export async function acquireLock(path: string, request: LockRequest & { waitMs: number }): Promise<FileLock> {
  const deadline = performance.now() + request.waitMs;
  for (;;) {
    const result = tryLock(path, request);
    if ('release' in result) return result;
    if (performance.now() >= deadline) throw lockedBy(result, path);
    await sleep(POLL_MS);
  }
}

/** One try: the lock, or who has it. */
export function tryLock(path: string, request: LockRequest): FileLock | LockOwner {
  const content: Content = {
    pid: request.pid,
    what: request.what,
    since: new Date(request.clock.now()).toISOString(),
    start: startOf(request.pid),
    id: randomUUID(),
  };
  if (create(path, content)) return { release: async () => release(path, content.id) };
  const owner = read(path);
  if (owner !== undefined && alive(owner)) return owner;
  takeAway(path);
  if (create(path, content)) return { release: async () => release(path, content.id) };
  return read(path) ?? content;
}

export function lockedBy(owner: LockOwner, path: string): ConflictError {
  return new ConflictError(`Process ${owner.pid} is ${owner.what} since ${owner.since}.`, {
    where: path,
    hint: 'Wait until it has ended, or end it.',
  });
}

/** Linking a complete file is atomic: nobody sees a lock that is half written, and only one link succeeds. */
function create(path: string, content: Content): boolean {
  const complete = `${path}.${content.id}`;
  writeFileSync(complete, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(complete, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(complete, { force: true });
  }
}

/** Removes a dead process's lock. The folder beside it lets one process do so at a time, and that one looks again. */
function takeAway(path: string): void {
  const guard = `${path}.takeover`;
  try {
    mkdirSync(guard);
  } catch {
    if (olderThan(guard, TAKEOVER_MS)) rmSync(guard, { recursive: true, force: true });
    return;
  }
  try {
    const owner = read(path);
    if (owner === undefined || !alive(owner)) rmSync(path, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

function release(path: string, id: string): void {
  if (read(path)?.id === id) rmSync(path, { force: true });
}

function alive(owner: Content): boolean {
  if (!isRunning(owner.pid)) return false;
  // A zombie has ended, and only waits for its parent to ask how (proc(5): Z zombie, X dead).
  if (/^[ZX]$/i.test(statOf(owner.pid)[STATE] ?? '')) return false;
  const start = startOf(owner.pid);
  return start === undefined || owner.start === undefined || start === owner.start;
}

/** Undefined when there is no lock, or none that this program wrote. */
function read(path: string): Content | undefined {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Content | null;
    return typeof value?.pid === 'number' && typeof value.id === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function olderThan(path: string, ms: number): boolean {
  const info = statSync(path, { throwIfNoEntry: false });
  return info !== undefined && Date.now() - info.mtimeMs > ms;
}

/** Whether a process of this number exists, also when it belongs to somebody else. */
function isRunning(pid: number): boolean {
  try {
    return kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Places in what `statOf` answers: fields 3 and 22 of proc(5)'s stat. */
const STATE = 0;
const START = 19;

/** When a process started, in clock ticks since boot; undefined where there is no /proc. */
function startOf(pid: number): string | undefined {
  return statOf(pid)[START];
}

/** The fields of /proc/PID/stat from the third on; none where there is no /proc. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, and may hold blanks and parentheses itself.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
