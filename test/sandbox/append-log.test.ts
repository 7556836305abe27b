import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { LocalCloud } from '../../src/sandbox/local-cloud.js';
import { newAccessKey } from '../../src/sandbox/services/ram/access-keys.js';
import { temporaryFolder } from './sandbox-fixture.js';

const disk = vi.hoisted(() => ({ full: false }));

/** A disk that, when full, takes ten bytes and then no more. */
vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>();
  const writeSync = (fd: number, bytes: Buffer, offset = 0): number => {
    if (!disk.full) return real.writeSync(fd, bytes, offset);
    if (offset >= 10) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    return real.writeSync(fd, bytes, offset, 10);
  };
  return { ...real, writeSync };
});

describe('a disk that is full', () => {
  it('takes a transaction back here and there, and takes the next one when it has room again', () => {
    const dir = temporaryFolder();
    const log = () => readFileSync(join(dir, 'state.log'), 'utf8');
    const cloud = new LocalCloud({ dir, clock: Date });
    const create = () => cloud.transact(() => newAccessKey(cloud.state, 'bob', 0));
    const before = [cloud.state.keysOfUser.count('bob'), log()];
    disk.full = true;
    expect(create).toThrow('ENOSPC');
    expect([cloud.state.keysOfUser.count('bob'), log()]).toEqual(before);
    disk.full = false;
    const key = create();
    cloud.close();
    const again = new LocalCloud({ dir, clock: Date });
    expect(again.state.accessKeys.get(key.AccessKeyId)).toEqual(key);
    again.close();
  });
});
