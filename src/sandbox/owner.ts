import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** Makes the folder, for its owner's eyes only; one that exists is left as it is. */
export function makeFolder(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
}

/** Undefined when nobody is said to serve the folder. */
export function readOwner(dir: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(pathOf(dir), 'utf8')) as Partial<Owner> | null;
    if (typeof owner?.pid !== 'number' || typeof owner.url !== 'string' || typeof owner.token !== 'string')
      return undefined;
    return { pid: owner.pid, url: owner.url, token: owner.token, startedAt: String(owner.startedAt) };
  } catch {
    return undefined;
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
