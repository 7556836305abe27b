import { describe, expect, it } from 'vitest';
import { openWorld } from './harness.js';

/** Every write call that setup makes, each in a plan in which it is needed. */
const WRITES = [
  'CreateRole',
  'UpdateRole',
  'CreatePolicy',
  'CreatePolicyVersion',
  'AttachPolicyToRole',
  'AttachPolicyToUser',
  'AttachPolicyToGroup',
  'AttachInstanceRamRole',
] as const;

const FAULTS = ['throttle', 'reset-before', 'reset-after', '503', 'empty', 'html'] as const;

const READER = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:Get*","Resource":"*"}]}';
const LISTER = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:List*","Resource":"*"}]}';

function setup(services: readonly string[], grantees: readonly string[], more: readonly string[] = []): string[] {
  return [
    'setup',
    'EcsReader',
    ...services.flatMap((service) => ['--service', service]),
    ...grantees.flatMap((grantee) => ['--pass-role-to', grantee]),
    ...['--policy-document', '-', '--policy-name', 'OwnReader'],
    ...more,
    ...['--yes', '--output', 'json'],
  ];
}

describe.each(FAULTS)('a write call that meets %s once', (kind) => {
  it.each(WRITES)('%s ends right and doubles nothing', async (action) => {
    const world = await openWorld();
    // The role, its policy and its grant exist in an earlier form, so that the second plan updates and creates.
    const isUpdate = action === 'UpdateRole' || action === 'CreatePolicyVersion';
    if (isUpdate) expect((await world.run(setup(['ecs'], []), { stdin: READER })).exitCode).toBe(0);
    await world.forgetCalls();
    await world.sandbox.addFault({ action, kind, times: 1 });

    const argv = setup(
      ['ecs', 'fc.aliyuncs.com'],
      ['user/alice', 'group/operators'],
      ['--instance', 'i-bp1sandbox0001'],
    );
    const run = await world.run(argv, { stdin: LISTER });
    expect(run.json.summary).toMatchObject({ failed: 0, notDone: 0 });
    expect(run.exitCode).toBe(0);

    const calls = (await world.writes()).filter((call) => call.action === action);
    expect(calls.some((call) => call.fault !== undefined)).toBe(true);
    // A call that was processed counts, whether or not its answer arrived.
    const processed = calls.filter((call) => call.verdict === 'allowed' && call.code === '');
    expect(processed).toHaveLength(action === 'CreatePolicy' && !isUpdate ? 3 : 1);

    await world.sandbox.clearFaults();
    await world.forgetCalls();
    expect((await world.run(argv, { stdin: LISTER })).json.changes).toEqual([]);
    expect(await world.writes()).toEqual([]);
    const versions = await world.run(['role', 'show', 'EcsReader', '--output', 'json']);
    expect(versions.json.policies[0]).toMatchObject({
      PolicyName: 'OwnReader',
      DefaultVersion: isUpdate ? 'v2' : 'v1',
    });
  });
});
