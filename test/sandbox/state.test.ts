import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LocalCloud } from '../../src/sandbox/local-cloud.js';
import { ADMINISTRATOR } from '../../src/sandbox/population.js';
import { newAccessKey } from '../../src/sandbox/services/ram/access-keys.js';
import type { UserRecord } from '../../src/sandbox/state/records.js';
import { as, failure, fresh, ram, temporaryFolder } from './sandbox-fixture.js';

const open = (dir: string) => new LocalCloud({ dir, clock: Date });

/** What a restart has to bring back: every row of every table, in order. */
function content(cloud: LocalCloud): unknown {
  const { account, users, groups, memberships, accessKeys, roles, policies, attachments, instances, sessions } =
    cloud.state;
  const tables = [account, users, groups, memberships, accessKeys, roles, policies, attachments, instances, sessions];
  return tables.map((table) => [table.name, [...table.entries()]]);
}

describe('the state on disk', () => {
  it('survives restarts, with keys, sessions, order and the time that was moved', async () => {
    const dir = temporaryFolder();
    const before = await fresh({ dir });
    const keys = await before.identity('user/alice');
    const inside = (await before.identity('i-bp1sandbox0004')).metadataEndpoint;
    const path = '/latest/meta-data/ram/security-credentials/SandboxEcsReader';
    const credential = await (await fetch(`${inside}${path}`)).json();
    const now = await before.advanceTime(3_600_000);
    await (await as(before)).ram.createUser(new ram.CreateUserRequest({ userName: 'carol' }));
    await before.close();
    const after = await fresh({ dir });
    expect(await after.identity('user/alice')).toEqual(keys);
    expect((await (await as(after)).ram.getUser(new ram.GetUserRequest({ userName: 'carol' }))).statusCode).toBe(200);
    const again = (await after.identity('i-bp1sandbox0004')).metadataEndpoint;
    expect(await (await fetch(`${again}${path}`)).json()).toEqual(credential);
    expect(await after.advanceTime(0)).toBeGreaterThanOrEqual(now);
    expect((await after.log()).length).toBeGreaterThan(2);
  });

  it('ignores a torn last line, and goes on after it', () => {
    const dir = temporaryFolder();
    const first = open(dir);
    const before = content(first);
    first.close();
    appendFileSync(join(dir, 'state.log'), '[{"t":"users","k":"torn","v":{"UserNa');
    const second = open(dir);
    expect(content(second)).toEqual(before);
    second.transact(() => newAccessKey(second.state, ADMINISTRATOR, 0));
    const changed = content(second);
    second.close();
    const third = open(dir);
    expect(content(third)).toEqual(changed);
    third.close();
  });

  it('refuses a log that is damaged elsewhere, naming the line', () => {
    const dir = temporaryFolder();
    open(dir).close();
    writeFileSync(join(dir, 'state.log'), `{"t":\n${readFileSync(join(dir, 'state.log'), 'utf8')}`);
    expect(() => open(dir)).toThrow(
      expect.objectContaining({ where: expect.stringMatching(/state\.log:1$/), exitCode: 5 }),
    );
  });

  it('folds a log that has grown into a snapshot, and replaying an old log over it does no harm', () => {
    const dir = temporaryFolder();
    const first = open(dir);
    const old = readFileSync(join(dir, 'state.log'));
    for (let n = 0; n < 4000 && !existsSync(join(dir, 'snapshot.json')); n += 1) {
      first.transact(() => {
        const key = newAccessKey(first.state, 'bob', n);
        first.state.accessKeys.put(key.AccessKeyId, { ...key, AccessKeySecret: 'x'.repeat(1000) });
      });
    }
    const before = content(first);
    first.close();
    expect(readFileSync(join(dir, 'state.log')).length).toBe(0);
    const second = open(dir);
    expect(content(second)).toEqual(before);
    second.close();
    writeFileSync(join(dir, 'state.log'), old);
    const third = open(dir);
    expect(third.state.accessKeys.size).toBe(first.state.accessKeys.size);
    third.close();
  });

  it('takes a transaction that fails back as a whole, on disk too', () => {
    const dir = temporaryFolder();
    const cloud = open(dir);
    const before = content(cloud);
    const change = () =>
      cloud.transact(() => {
        newAccessKey(cloud.state, 'bob', 0);
        cloud.state.users.delete('bob');
        cloud.state.users.put('alice', { ...(cloud.state.users.get('alice') as UserRecord), Comments: 'changed' });
        cloud.state.users.put('alice', {
          ...(cloud.state.users.get('alice') as UserRecord),
          Comments: 'changed again',
        });
        throw new Error('in the middle');
      });
    expect(change).toThrow('in the middle');
    expect(new Map(content(cloud) as [string, unknown][]).get('accessKeys')).toEqual(
      new Map(before as [string, unknown][]).get('accessKeys'),
    );
    expect(cloud.state.users.get('alice')?.Comments).not.toMatch(/changed/);
    expect(cloud.state.keysOfUser.count('bob')).toBe(1);
    cloud.close();
    const again = open(dir);
    expect(content(again)).toEqual(before);
    again.close();
  });

  it('resets to the default population with new keys and an empty log', async () => {
    const sandbox = await fresh();
    const before = await sandbox.identity();
    const admin = await as(sandbox);
    await admin.ram.createUser(new ram.CreateUserRequest({ userName: 'carol' }));
    await sandbox.reset();
    expect(await sandbox.log()).toEqual([]);
    expect((await failure(admin.sts.getCallerIdentity())).code).toBe('InvalidAccessKeyId.NotFound');
    const after = await sandbox.identity();
    expect(after.accessKeyId).not.toBe(before.accessKeyId);
    const gone = (await as(sandbox)).ram.getUser(new ram.GetUserRequest({ userName: 'carol' }));
    expect((await failure(gone)).code).toBe('EntityNotExist.User');
  });
});
