import { afterEach, describe, expect, it } from 'vitest';
import { openScripted, type Scripted } from './open-scripted.js';
import { apiError, type Reply } from './scripted-server.js';

const ROLE = { body: { RequestId: 'r', Role: { RoleName: 'R', AssumeRolePolicyDocument: '{}' } } };
const throttled = (after?: string): Reply => ({
  status: 400,
  body: { Code: 'Throttling.User', Message: 'm', RequestId: 'r' },
  headers: after === undefined ? {} : { 'x-acs-retry-after': after },
});

let opened: Scripted | undefined;
afterEach(async () => {
  await opened?.server.close();
});

async function read(...replies: Reply[]) {
  opened = await openScripted({ GetRole: replies });
  const ram = await opened.cloud.ram();
  return { result: ram.getRole('R'), ...opened };
}

async function write(...replies: Reply[]) {
  opened = await openScripted({ CreateRole: replies });
  const ram = await opened.cloud.ram();
  return { result: ram.createRole({ RoleName: 'R', AssumeRolePolicyDocument: '{}' }), ...opened };
}

describe('reads', () => {
  it.each<[string, Reply]>([
    ['throttling', throttled()],
    ['HTTP 503', apiError(503, 'ServiceUnavailable', 'm')],
    ['HTTP 500', apiError(500, 'InternalError', 'm')],
    ['a dropped connection', 'reset'],
    ['an empty body', { raw: '' }],
    ['an HTML page', { status: 502, raw: '<html>' }],
  ])('are repeated after %s', async (_, reply) => {
    const { result, pauses, calls } = await read(reply, ROLE);
    expect((await result)?.RoleName).toBe('R');
    expect(pauses).toEqual([125]);
    expect(calls.map(({ outcome }) => outcome === 'ok')).toEqual([false, true]);
  });

  it('pause twice as long each time, jittered, and give up after five tries', async () => {
    const { result, pauses, server } = await read(apiError(500, 'InternalError', 'm'));
    await expect(result).rejects.toMatchObject({ code: 'InternalError', exitCode: 7 });
    expect(server.seen).toHaveLength(5);
    expect(pauses).toEqual([125, 250, 500, 1000]);
  });

  it('wait exactly as long as the cloud asks for', async () => {
    const { result, pauses } = await read(throttled('7000'), ROLE);
    await result;
    expect(pauses).toEqual([7000]);
  });

  it('give up at once when the cloud asks for more than the bound', async () => {
    const { result, pauses } = await read(throttled('900000'), ROLE);
    await expect(result).rejects.toMatchObject({ throttled: true, retryAfterMs: 900_000 });
    expect(pauses).toEqual([]);
  });

  it.each([
    apiError(403, 'NoPermission', 'm', { AccessDeniedDetail: { AuthPrincipalDisplayName: 'a' } }),
    apiError(400, 'InvalidParameter.RoleName.InvalidChars', 'm'),
    apiError(409, 'LimitExceeded.Role', 'm'),
    apiError(400, 'MalformedPolicyDocument', 'm'),
  ])('are not repeated after an answer that stays', async (reply) => {
    const { result, server } = await read(reply, ROLE);
    await expect(result).rejects.toThrow();
    // A refusal asks who the caller is, which is another call.
    expect(server.seen.filter(({ action }) => action !== 'GetCallerIdentity')).toHaveLength(1);
  });
});

describe('writes', () => {
  it('are repeated after throttling', async () => {
    const { result, server, pauses } = await write(throttled(), throttled('30'), ROLE);
    expect(await result).toEqual({ requestId: 'r' });
    expect(server.seen).toHaveLength(3);
    expect(pauses).toEqual([125, 30]);
  });

  it.each<[string, Reply]>([
    ['HTTP 503', apiError(503, 'ServiceUnavailable', 'm')],
    ['a dropped connection', 'reset'],
    ['an empty body', { raw: '' }],
    ['an empty object', { body: {} }],
    ['an HTML page', { status: 502, raw: '<html>' }],
  ])('are sent once when %s leaves their outcome unknown', async (_, reply) => {
    const { result, server } = await write(reply, ROLE);
    await expect(result).rejects.toMatchObject({ outcomeUnknown: true });
    expect(server.seen).toHaveLength(1);
  });

  it('sign each try anew', async () => {
    const { result, server } = await write(throttled(), ROLE);
    await result;
    const nonces = server.seen.map(({ headers }) => headers['x-acs-signature-nonce']);
    expect(new Set(nonces).size).toBe(2);
  });
});
