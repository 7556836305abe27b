import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Who serves a folder, for those who want to join: `owner.json`, 0600, because the token opens the control paths. */
export interface Owner {
  readonly pid: number;
  readonly url: string;
  readonly token: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

const pathOf = (dir: string): string => join(dir, 'owner.json');

/** The file whose lock makes a process the folder's owner. */
export const ownerLockPath = (dir: string): string => join(dir, 'owner.lock');

/**
 * Makes the folder and those above it, for its owner's eyes only; one that exists is left as it is. Step by step,
 * as Node 20's recursive mkdir never returns where the system refuses a folder with ENOENT (below /proc).
 */
export function makeFolder(dir: string): void {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(dir) !== dir) makeFolder(dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    // Another process may have been faster.
    if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** What the owner's own server has for an address; anything else would send our secrets elsewhere. */
const OWN_URL = /^http:\/\/127\.0\.0\.1:\d{1,5}$/;

/** Undefined when nobody is said to serve the folder, or when others than this user could have said it. */
export function readOwner(dir: string): Owner | undefined {
  try {
    const owner = JSON.parse(readPrivate(pathOf(dir))) as Partial<Owner> | null;
    if (typeof owner?.pid !== 'number' || typeof owner.url !== 'string' || typeof owner.token !== 'string')
      return undefined;
    if (!OWN_URL.test(owner.url)) return undefined;
    return { pid: owner.pid, url: owner.url, token: owner.token, startedAt: String(owner.startedAt) };
  } catch {
    return undefined;
  }
}

/** The text of a regular file that is this user's alone. @throws Error for any other. */
function readPrivate(path: string): string {
  // Neither following a link nor waiting for the other end of a pipe.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const info = fstatSync(fd);
    if (!info.isFile() || (info.mode & 0o077) !== 0 || info.uid !== ownUid(path))
      throw new Error(`${path} is not private.`);
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

/** Who this process is to the file system, which is the owner of what it makes: a user need not be in any list. */
function ownUid(path: string): number {
  const probe = `${path}.${randomUUID()}`;
  const fd = openSync(probe, 'wx', 0o600);
  try {
    return fstatSync(fd).uid;
  } finally {
    closeSync(fd);
    rmSync(probe, { force: true });
  }
}

export function writeOwner(dir: string, owner: Owner): void {
  const fresh = `${pathOf(dir)}.new`;
  writeFileSync(fresh, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  renameSync(fresh, pathOf(dir));
}

export function removeOwner(dir: string): void {
  rmSync(pathOf(dir), { force: true });
}
