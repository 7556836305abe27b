import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../src/sandbox/faults.js';
import { as, failure, fresh, ram } from './sandbox-fixture.js';

/** Whether the call was processed although its answer was spoilt. */
const PROCESSED: Record<Exclude<FaultKind, 'latency'>, boolean> = {
  throttle: false,
  '503': false,
  html: false,
  'reset-before': false,
  'reset-after': true,
  empty: true,
};

describe('faults', () => {
  it.each(Object.entries(PROCESSED))('%s: processed %s, and met once', async (kind, processed) => {
    const sandbox = await fresh();
    const { ram: client } = await as(sandbox);
    await sandbox.addFault({ action: 'CreateUser', kind: kind as FaultKind });
    const create = () => client.createUser(new ram.CreateUserRequest({ userName: 'carol' }));
    await failure(create());
    if (processed) expect((await failure(create())).code).toBe('EntityAlreadyExists.User');
    else expect((await create()).statusCode).toBe(200);
    const [first, second] = (await sandbox.log()).filter((entry) => entry.action === 'CreateUser');
    expect(first).toMatchObject({ fault: kind, verdict: processed ? 'allowed' : 'fault', write: true });
    expect(second).not.toHaveProperty('fault');
  });

  it('throttle as the cloud does: code, message, and how long to wait', async () => {
    const sandbox = await fresh();
    const { sts: client } = await as(sandbox);
    await sandbox.addFault({ action: '*', kind: 'throttle', times: 2 });
    for (let n = 0; n < 2; n += 1) {
      const error = await client.getCallerIdentity().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'Throttling.User', statusCode: 400, retryAfter: 50 });
    }
    expect((await client.getCallerIdentity()).statusCode).toBe(200);
  });

  it('can delay, spare other actions, and be cleared', async () => {
    const sandbox = await fresh();
    const { ram: client, sts } = await as(sandbox);
    await sandbox.addFault({ action: 'GetCallerIdentity', kind: 'latency', ms: 120 });
    const started = performance.now();
    await client.listUsers(new ram.ListUsersRequest({}));
    const spared = performance.now() - started;
    await sts.getCallerIdentity();
    expect(performance.now() - started - spared).toBeGreaterThan(110);
    await sandbox.addFault({ action: '*', kind: '503', times: 5 });
    await sandbox.clearFaults();
    expect((await sts.getCallerIdentity()).statusCode).toBe(200);
    await expect(sandbox.addFault({ action: '*', kind: 'flood' as FaultKind })).rejects.toMatchObject({ exitCode: 2 });
  });
});
