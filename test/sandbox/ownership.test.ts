import { chmodSync, existsSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pid } from 'node:process';
import { describe, expect, it } from 'vitest';
import { ConflictError } from '../../src/errors.js';
import { acquireLock } from '../../src/file-lock.js';
import { openSandbox, serveSandbox } from '../../src/sandbox/open.js';
import { readOwner, writeOwner } from '../../src/sandbox/owner.js';
import { openElsewhere } from './other-process.js';
import { as, failure, fresh, onCleanup, ram, temporaryFolder } from './sandbox-fixture.js';

const options = (dir: string) => ({ dir, clock: Date, pid, lingerMs: 0 });
const createUser = (userName: string) => new ram.CreateUserRequest({ userName });
const getUser = (userName: string) => new ram.GetUserRequest({ userName });

describe('one owner per folder', () => {
  it('is served once and joined by everybody else', async () => {
    const first = await fresh();
    const dir = temporaryFolder();
    const owner = await fresh({ dir });
    const joined = await fresh({ dir });
    expect([owner.owned, joined.owned]).toEqual([true, false]);
    expect(joined.url).toBe(owner.url);
    expect(first.url).not.toBe(owner.url);
    expect(await joined.identity()).toEqual(await owner.identity());
    await (await as(joined)).ram.createUser(createUser('carol'));
    expect((await owner.identity('user/carol')).arn).toBe(`acs:ram::${owner.accountId}:user/carol`);
  });

  it('refuses to serve what is served, naming process and URL', async () => {
    const dir = temporaryFolder();
    const server = await serveSandbox(options(dir));
    onCleanup(() => server.close());
    const second = serveSandbox(options(dir));
    await expect(second).rejects.toThrow(ConflictError);
    await expect(second).rejects.toThrow(`Process ${pid} is serving this sandbox at ${server.url}`);
  });

  it('keeps its secrets to the user: modes 0700 and 0600', async () => {
    const dir = join(temporaryFolder(), 'deep', 'cloud');
    const sandbox = await fresh({ dir });
    await sandbox.identity();
    await (await as(sandbox)).sts.getCallerIdentity();
    const mode = (name: string) => (statSync(join(dir, name)).mode & 0o777).toString(8);
    expect(mode('.')).toBe('700');
    for (const name of ['owner.json', 'owner.lock', 'state.log', 'requests.log']) expect(mode(name), name).toBe('600');
    await sandbox.close();
    expect([existsSync(join(dir, 'owner.json')), existsSync(join(dir, 'owner.lock'))]).toEqual([false, false]);
  });

  it('takes a stale owner.json over', async () => {
    const dir = temporaryFolder();
    const stale = { pid: 1, url: 'http://127.0.0.1:1', token: 'x', startedAt: '2020-01-01T00:00:00Z' };
    writeFileSync(join(dir, 'owner.json'), JSON.stringify(stale));
    expect((await fresh({ dir })).owned).toBe(true);
  });

  it('believes no owner.json that others could have written or that leads elsewhere', () => {
    const dir = temporaryFolder();
    const path = join(dir, 'owner.json');
    const owner = { pid, url: 'http://127.0.0.1:8080', token: 'x', startedAt: '' };
    writeOwner(dir, owner);
    expect(readOwner(dir)).toEqual(owner);
    chmodSync(path, 0o620);
    expect(readOwner(dir)).toBeUndefined();
    chmodSync(path, 0o600);
    renameSync(path, join(dir, 'elsewhere'));
    symlinkSync(join(dir, 'elsewhere'), path);
    expect(readOwner(dir)).toBeUndefined();
    for (const url of ['http://127.0.0.1:8080@evil.test', 'http://evil.test:80', 'http://127.0.0.1:80/x', 'x']) {
      writeOwner(dir, { ...owner, url });
      expect(readOwner(dir), url).toBeUndefined();
    }
  });

  it('takes over from a server that is no sandbox', async () => {
    const answers = ['<html>', 'null', '{}'];
    for (const answer of answers) {
      const server = createServer((_, response) => response.end(answer));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onCleanup(() => server.close());
      const dir = temporaryFolder();
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      writeOwner(dir, { pid, url, token: 'x', startedAt: '' });
      expect((await fresh({ dir })).owned, answer).toBe(true);
    }
  });

  it('names a living owner that cannot be joined', async () => {
    const dir = temporaryFolder();
    const lock = await acquireLock(join(dir, 'owner.lock'), { pid, waitMs: 0, clock: Date, what: 'busy elsewhere' });
    const opened = openSandbox({ ...options(dir), lockWaitMs: 60 });
    await expect(opened).rejects.toThrow(ConflictError);
    await expect(opened).rejects.toThrow(`Process ${pid} is busy elsewhere`);
    await lock.release();
    expect((await fresh({ dir })).owned).toBe(true);
  });

  it('gives the port that was asked for, or says that it is taken', async () => {
    const first = await fresh();
    const dir = temporaryFolder();
    const port = Number(new URL(first.url).port);
    await expect(openSandbox({ ...options(dir), port })).rejects.toThrow(`Port ${port} of 127.0.0.1 cannot be used`);
    expect((await fresh({ dir })).owned).toBe(true);
  });
});

describe('two processes', () => {
  it('work on one cloud; when the owner is killed, the next one has everything that was answered', async () => {
    const dir = temporaryFolder();
    const other = await openElsewhere(dir);
    const joined = await fresh({ dir });
    expect([other.owned, joined.owned, joined.url]).toEqual([true, false, other.url]);
    const { ram: client } = await as(joined);
    await client.createUser(createUser('carol'));
    process.kill(other.pid, 'SIGKILL');
    await Promise.all([other.ended, joined.closed]);
    expect((await failure(client.getUser(getUser('carol')))).code).toMatch(/ECONNREFUSED|ECONNRESET/);
    expect(readFileSync(join(dir, 'owner.json'), 'utf8')).toContain(`"pid":${other.pid}`);
    const heir = await fresh({ dir });
    expect(heir.owned).toBe(true);
    expect((await (await as(heir)).ram.getUser(getUser('carol'))).body?.user?.userName).toBe('carol');
  });

  it('an owner that ends waits for those that have joined, and takes no more', async () => {
    const dir = temporaryFolder();
    const other = await openElsewhere(dir, 10_000);
    const joined = await fresh({ dir });
    const { ram: client } = await as(joined);
    other.child.stdin?.end();
    await expect.poll(() => existsSync(join(dir, 'owner.json'))).toBe(false);
    await client.createUser(createUser('dave'));
    const next = openSandbox(options(dir));
    await joined.close();
    await other.ended;
    const heir = await next;
    onCleanup(() => heir.close());
    expect(heir.owned).toBe(true);
    expect((await (await as(heir)).ram.getUser(getUser('dave'))).statusCode).toBe(200);
  });

  it('leave a joined handle that knows when the owner has gone', async () => {
    const dir = temporaryFolder();
    const owner = await fresh({ dir });
    const joined = await fresh({ dir });
    await owner.close();
    await joined.closed;
    await expect(joined.log()).rejects.toMatchObject({ exitCode: 7 });
  });
});
