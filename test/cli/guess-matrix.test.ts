import { describe, expect, it } from 'vitest';
import { policyGuesses } from '../../src/policy/guesses.js';
import { sandboxGuesses } from '../../src/sandbox/guesses.js';
import { openWorld } from './harness.js';

/** Each setting of each open question about the cloud that is not the one the other tests run with. */
const VARIED = Object.entries({ ...sandboxGuesses, ...policyGuesses }).flatMap(([name, { settings, default: usual }]) =>
  settings.filter((setting) => setting !== usual).map((setting) => [name, setting] as const),
);

const SETUP = ['setup', 'EcsReader', '--service', 'ecs', '--policy', 'AliyunOSSReadOnlyAccess', '--yes'];
const GRANT = [...SETUP, '--pass-role-to', 'user/alice'];
const ATTACH = ['setup', 'EcsReader', '--instance', 'i-bp1sandbox0001', '--yes', '--output', 'json'];

describe('setup under every guess, one varied at a time', () => {
  it.each(VARIED)('%s: %s', async (name, setting) => {
    const world = await openWorld({ [name]: setting });
    expect((await world.run(SETUP)).exitCode).toBe(0);

    const refused = await world.run(ATTACH, { as: 'user/alice' });
    expect(refused.json.changes[0].error.code).toBe('InvalidUser.PassRoleForbidden');
    expect(refused.exitCode).toBe(3);

    expect((await world.run(GRANT)).exitCode).toBe(0);
    const attached = await world.run(ATTACH, { as: 'user/alice' });
    expect(attached.json.proof[0].roleName).toBe('EcsReader');
    expect(attached.exitCode).toBe(0);

    await world.forgetCalls();
    expect((await world.run(ATTACH, { as: 'user/alice' })).json.changes).toEqual([]);
    expect(await world.writes()).toEqual([]);
  });
});
