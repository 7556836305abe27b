import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readInstanceCredential } from '../../src/credentials/metadata.js';
import { NotAuthorizedError, NotFoundError, type RamroleError, UnreachableError } from '../../src/errors.js';

const SECRET = 'hunter2hunter2hunter2';
const ANSWER = {
  AccessKeyId: 'STS.a',
  AccessKeySecret: SECRET,
  SecurityToken: 'token',
  Expiration: '2026-01-01T06:00:00Z',
  LastUpdated: '2026-01-01T00:00:00Z',
  Code: 'Success',
};
const TOKEN = 'PUT /latest/api/token';
const ROLES = 'GET /latest/meta-data/ram/security-credentials/';

type Reply = (response: ServerResponse) => void;
const text =
  (body: string, status = 200, headers = {}): Reply =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };
const silence: Reply = () => {};

let close: (() => void) | undefined;
afterEach(() => {
  close?.();
  vi.unstubAllEnvs();
});

/** A metadata service with a role, of which single paths answer otherwise. */
async function service(overrides: Record<string, Reply> = {}) {
  const replies: Record<string, Reply> = {
    [TOKEN]: text('the-token'),
    [ROLES]: text('EcsReader'),
    [`${ROLES}EcsReader`]: text(JSON.stringify(ANSWER)),
    ...overrides,
  };
  const seen: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    const path = `${request.method} ${request.url}`;
    seen.push({ path, headers: request.headers });
    (replies[path] ?? text('not scripted', 501))(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const { port } = server.address() as { port: number };
  return { endpoint: `http://127.0.0.1:${port}`, seen };
}

async function failure(overrides: Record<string, Reply>): Promise<RamroleError> {
  const { endpoint } = await service(overrides);
  const error = await readInstanceCredential({ endpoint, timeoutMs: 300 }).then(
    () => expect.fail('did not throw'),
    (thrown: RamroleError) => thrown,
  );
  expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain(SECRET);
  return error;
}

describe('readInstanceCredential', () => {
  it('asks for a token, the role and its credential', async () => {
    const { endpoint, seen } = await service();
    const { Code, LastUpdated, ...credential } = ANSWER;
    expect(await readInstanceCredential({ endpoint })).toEqual({
      roleName: 'EcsReader',
      credential,
      lastUpdated: LastUpdated,
    });
    expect(seen.map(({ path }) => path)).toEqual([TOKEN, ROLES, `${ROLES}EcsReader`]);
    expect(seen[0]?.headers['x-aliyun-ecs-metadata-token-ttl-seconds']).toBe('60');
    expect(seen.map(({ headers }) => headers['x-aliyun-ecs-metadata-token'])).toEqual([
      undefined,
      'the-token',
      'the-token',
    ]);
  });

  it.each([404, 405])('goes without a token where PUT answers %i', async (status) => {
    const { endpoint, seen } = await service({ [TOKEN]: text('', status) });
    expect((await readInstanceCredential({ endpoint })).roleName).toBe('EcsReader');
    expect(seen.every(({ headers }) => headers['x-aliyun-ecs-metadata-token'] === undefined)).toBe(true);
  });

  it('does not go without a token where one is refused', async () => {
    const { endpoint, seen } = await service({ [TOKEN]: text('', 403) });
    await expect(readInstanceCredential({ endpoint })).rejects.toBeInstanceOf(NotAuthorizedError);
    expect(seen).toHaveLength(1);
  });

  it('uses no proxy', async () => {
    vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1');
    const { endpoint } = await service();
    expect((await readInstanceCredential({ endpoint })).roleName).toBe('EcsReader');
  });
});

describe('what goes wrong', () => {
  it.each([
    ['404', text('', 404)],
    ['an empty list', text('\n')],
  ])('no role: %s', async (_, reply) => {
    const error = await failure({ [ROLES]: reply });
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.next).toBe('ramrole setup ROLE --instance INSTANCE_ID');
  });

  it('no metadata service', async () => {
    const { endpoint } = await service();
    close?.();
    await expect(readInstanceCredential({ endpoint })).rejects.toMatchObject({
      exitCode: 7,
      message: expect.stringContaining('ECONNREFUSED'),
      hint: expect.stringContaining('inside an instance'),
    });
  });

  it('silence', async () => {
    expect(await failure({ [TOKEN]: silence })).toMatchObject({
      exitCode: 7,
      message: expect.stringContaining('no answer within 300 ms'),
    });
  });

  it('an answer that never ends', async () => {
    const error = await failure({ [ROLES]: (response) => response.write('Ecs') });
    expect(error).toBeInstanceOf(UnreachableError);
  });

  it('a redirect is not followed', async () => {
    const { endpoint, seen } = await service({ [ROLES]: text('', 302, { location: '/latest/user-data' }) });
    await expect(readInstanceCredential({ endpoint })).rejects.toMatchObject({
      exitCode: 7,
      message: expect.stringContaining('redirect'),
    });
    expect(seen).toHaveLength(2);
  });

  it('an answer beyond 64 KiB', async () => {
    const error = await failure({ [ROLES]: text('x'.repeat(64 * 1024 + 1)) });
    expect(error.message).toContain('64 KiB');
  });

  it('a credential for another service', async () => {
    expect(await failure({ [`${ROLES}EcsReader`]: text('{"Code":"Failed"}') })).toBeInstanceOf(NotAuthorizedError);
    expect(await failure({ [`${ROLES}EcsReader`]: text('', 403) })).toBeInstanceOf(NotAuthorizedError);
    expect(await failure({ [`${ROLES}EcsReader`]: text('', 500) })).toBeInstanceOf(UnreachableError);
  });

  it.each(['..', '.', '../../api/token', 'a b', 'a/b', 'a\r\nb', 'a?b', '<html>', 'x'.repeat(65)])(
    'a role name that is none: %j',
    async (name) => {
      const { endpoint, seen } = await service({ [ROLES]: text(name) });
      await expect(readInstanceCredential({ endpoint })).rejects.toMatchObject({ exitCode: 7 });
      expect(seen).toHaveLength(2);
    },
  );

  it.each(['two\nlines', '', 'ü'])('a token that is none: %j', async (token) => {
    expect(await failure({ [TOKEN]: text(token) })).toBeInstanceOf(UnreachableError);
  });

  it.each([
    '',
    'null',
    '[]',
    `not JSON ${SECRET}`,
    JSON.stringify({ ...ANSWER, SecurityToken: undefined }),
    JSON.stringify({ ...ANSWER, AccessKeyId: '' }),
    JSON.stringify({ ...ANSWER, Expiration: 'soon' }),
  ])('a credential that is none: %j', async (body) => {
    const error = await failure({ [`${ROLES}EcsReader`]: text(body) });
    expect(error).toBeInstanceOf(UnreachableError);
  });

  it('an address that no credential may be asked from gets no request', async () => {
    const { endpoint, seen } = await service();
    // Each would reach this very service, were it not refused: the test sends nothing to another machine.
    for (const host of ['0.0.0.0', '[::ffff:127.0.0.1]', 'user:pass@127.0.0.1']) {
      const other = endpoint.replace('127.0.0.1', host);
      await expect(readInstanceCredential({ endpoint: other })).rejects.toMatchObject({ exitCode: 2 });
    }
    await expect(readInstanceCredential({ endpoint: 'nothing' })).rejects.toMatchObject({ exitCode: 2 });
    expect(seen).toEqual([]);
  });
});
