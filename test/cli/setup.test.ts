import { beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './harness.js';

const SETUP = [
  'setup',
  'EcsReader',
  '--service',
  'ecs',
  '--policy',
  'AliyunOSSReadOnlyAccess',
  '--pass-role-to',
  'user/alice',
  '--instance',
  'i-bp1sandbox0001',
];

describe('setup', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });

  it('makes, grants, attaches and proves a role as one plan', async () => {
    const run = await world.run([...SETUP, '--yes']);
    expect(run.stderr).toContain('+ create role/EcsReader');
    expect(run.stderr).toContain('ecs.aliyuncs.com');
    expect(run.stderr).toContain(`sandbox: ${world.folder}`);
    expect(run.stdout).toContain('done      create role/EcsReader');
    expect(run.stdout).toContain('4 of 4 changes made, read back and verified.');
    expect(run.stdout).toMatch(
      /proven +i-bp1sandbox0001@cn-hangzhou yields credentials of EcsReader: STS\.\*{4}\w{4}, until \d{4}-/,
    );
    expect(run.exitCode).toBe(0);
    const actions = (await world.writes()).map((call) => call.action);
    expect(actions.toSorted()).toEqual([
      'AttachInstanceRamRole',
      'AttachPolicyToRole',
      'AttachPolicyToUser',
      'CreatePolicy',
      'CreateRole',
    ]);
  });

  it('gives plan and results as one JSON document', async () => {
    const run = await world.run([...SETUP, '--yes', '--output', 'json']);
    expect(run.exitCode).toBe(0);
    expect(run.json).toMatchObject({
      schema: 'ramrole.plan/1',
      sandbox: true,
      account: world.sandbox.accountId,
      region: 'cn-hangzhou',
      summary: { dryRun: false, total: 4, planned: 0, done: 4, failed: 0, notDone: 0 },
      proof: [{ instance: 'i-bp1sandbox0001@cn-hangzhou', roleName: 'EcsReader' }],
    });
    for (const change of run.json.changes) {
      expect(change).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{12}$/), status: 'done' });
      expect(change.requestIds.length).toBe(change.calls.length);
    }
  });

  it('finds nothing to do the second time, and writes nothing', async () => {
    await world.run([...SETUP, '--yes']);
    await world.forgetCalls();
    const again = await world.run([...SETUP, '--yes']);
    expect(again.stdout).toContain('Nothing to do');
    expect(again.exitCode).toBe(0);
    expect(await world.writes()).toEqual([]);
    const json = await world.run([...SETUP, '--output', 'json']);
    expect(json.json).toMatchObject({ changes: [], summary: { total: 0 } });
  });

  it('stops after the plan with --dry-run', async () => {
    const run = await world.run([...SETUP, '--dry-run', '--output', 'json']);
    expect(run.exitCode).toBe(0);
    expect(run.json.changes.map((change: { status: string }) => change.status)).toEqual(Array(4).fill('planned'));
    expect(await world.writes()).toEqual([]);
    const text = await world.run([...SETUP, '--dry-run']);
    expect(text.stdout).toContain('Plan: 4 to change');
  });

  it('keeps the ids of changes between runs', async () => {
    const ids = async () => (await world.run([...SETUP, '--dry-run', '--query', 'changes[].id'])).json;
    expect(await ids()).toEqual(await ids());
  });

  it('refuses to change anything unasked without a terminal, and names the flag', async () => {
    const run = await world.run(SETUP);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('--yes');
    expect(await world.writes()).toEqual([]);
  });

  it('grants ram:PassRole on exactly this role, narrowed to the service', async () => {
    await world.run([...SETUP, '--yes']);
    const plan = await world.run([
      'setup',
      'Other',
      '--service',
      'ecs',
      '--pass-role-to',
      'user/alice',
      '--dry-run',
      '--output',
      'json',
    ]);
    const grant = plan.json.changes.find((change: { kind: string }) => change.kind === 'pass-role');
    const { account } = plan.json;
    expect(JSON.parse(grant.before.PolicyDocument).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'ram:PassRole',
        Resource: `acs:ram:*:${account}:role/EcsReader`,
        Condition: { StringEquals: { 'acs:Service': ['ecs.aliyuncs.com'] } },
      },
    ]);
    expect(JSON.parse(grant.after.PolicyDocument).Statement).toHaveLength(2);
  });

  it('does not narrow a grant for a service that is not known to set acs:Service', async () => {
    const plan = await world.run([
      'setup',
      'DswReader',
      '--service',
      'pai',
      '--pass-role-to',
      'user/alice',
      '--dry-run',
      '--output',
      'json',
    ]);
    const grant = plan.json.changes.find((change: { kind: string }) => change.kind === 'pass-role');
    expect(JSON.parse(grant.after.PolicyDocument).Statement[0]).not.toHaveProperty('Condition');
  });

  it('reads instances from stdin and puts a hundred on one call', async () => {
    const run = await world.run(['setup', 'EcsReader', '--instances-from', '-', '--yes', '--output', 'json'], {
      stdin: '# the web servers\ni-bp1sandbox0001\n\ni-bp1sandbox0002@cn-hangzhou\n',
    });
    expect(run.json.summary).toMatchObject({ done: 3, failed: 0 });
    const attaches = (await world.writes()).filter((call) => call.action === 'AttachInstanceRamRole');
    expect(attaches).toHaveLength(1);
  });

  it('refuses another account than the expected one before any write', async () => {
    const run = await world.run([...SETUP, '--yes', '--expect-account', '1000000000000000']);
    expect(run.exitCode).toBe(5);
    expect(run.stderr).toContain('not 1000000000000000');
    expect(await world.writes()).toEqual([]);
  });
});
