import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, UnreachableError } from '../errors.js';
import { type FileLock, lockedBy, tryLock } from '../file-lock.js';
import { ControlClient } from './control-client.js';
import { handle } from './handle.js';
import { makeFolder, ownerLockPath, readOwner, removeOwner, writeOwner } from './owner.js';
import type { Sandbox, SandboxOptions } from './sandbox.js';
import { SandboxServer } from './server.js';

const LOCK_WAIT_MS = 30_000;
const LINGER_MS = 10_000;
const POLL_MS = 25;

/**
 * Joins the server that is running on the folder, else serves it in this process. An owner in another short command
 * waits on `close` for those that have joined it (10 s at most); whoever comes then waits for the folder.
 * @throws ConflictError naming the owner when the folder is neither free nor joinable within the time.
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  makeFolder(options.dir);
  const deadline = performance.now() + (options.lockWaitMs ?? LOCK_WAIT_MS);
  for (;;) {
    const joined = await tryJoin(options.dir);
    if (joined !== undefined) return joined;
    const path = ownerLockPath(options.dir);
    const lock = tryLock(path, { ...options, what: 'serving the sandbox' });
    if ('release' in lock) return serveWith(lock, { lingerMs: LINGER_MS, ...options });
    if (performance.now() >= deadline) throw lockedBy(lock, path);
    await sleep(POLL_MS);
  }
}

/** Serves the folder in this process. @throws ConflictError naming the owner and its URL if there is one. */
export async function serveSandbox(options: SandboxOptions): Promise<Sandbox> {
  makeFolder(options.dir);
  const path = ownerLockPath(options.dir);
  const lock = tryLock(path, { ...options, what: 'serving the sandbox' });
  if ('release' in lock) return serveWith(lock, { lingerMs: 0, ...options });
  const owner = readOwner(options.dir);
  if (owner === undefined) throw lockedBy(lock, path);
  throw new ConflictError(`Process ${owner.pid} is serving this sandbox at ${owner.url}.`, {
    where: options.dir,
    hint: 'Other commands join it by themselves. Stop it first, or choose another folder.',
  });
}

async function serveWith(lock: FileLock, options: SandboxOptions & { lingerMs: number }): Promise<Sandbox> {
  const { dir, pid } = options;
  try {
    const server = await SandboxServer.start(options);
    const { url, token } = server;
    writeOwner(dir, { pid, url, token, startedAt: new Date(options.clock.now()).toISOString() });
    const close = async (): Promise<void> => {
      removeOwner(dir);
      await server.close(options.lingerMs);
      await lock.release();
    };
    return await handle({ url, owned: true, client: new ControlClient(url, token), close });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Undefined when there is nobody to join: no owner, a dead one, or one that is closing. */
async function tryJoin(dir: string): Promise<Sandbox | undefined> {
  const owner = readOwner(dir);
  if (owner === undefined) return undefined;
  const client = new ControlClient(owner.url, owner.token);
  try {
    const { left, leave } = await client.join();
    const close = async (): Promise<void> => leave();
    try {
      return await handle({ url: owner.url, owned: false, client, close, left });
    } catch (error) {
      leave();
      throw error;
    }
  } catch (error) {
    if (error instanceof UnreachableError) return undefined;
    throw error;
  }
}
