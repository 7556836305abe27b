import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { journalPaths } from '../plan/journal-files.js';
import { openWorld, type World } from './harness.js';

const ACCOUNT = '1234567890123456';

/** Every command that a caller without the permission may try, and what it lacks. */
const READS: readonly [who: string, argv: readonly string[], action: string, resource: string][] = [
  ['user/bob', ['role', 'list'], 'ram:ListRoles', `acs:ram:*:${ACCOUNT}:role/*`],
  ['user/bob', ['role', 'show', 'SandboxEcsReader'], 'ram:GetRole', `acs:ram:*:${ACCOUNT}:role/SandboxEcsReader`],
  ['user/bob', ['instance', 'list'], 'ecs:DescribeInstances', `acs:ecs:cn-hangzhou:${ACCOUNT}:instance/*`],
  ['user/bob', ['instance', 'list', '--all-regions'], 'ecs:DescribeRegions', '*'],
  ['user/bob', ['setup', 'New', '--service', 'ecs', '--yes'], 'ram:GetRole', `acs:ram:*:${ACCOUNT}:role/New`],
];

const WRITES: readonly [argv: readonly string[], action: string, resource: string][] = [
  [['setup', 'New', '--service', 'ecs'], 'ram:CreateRole', `acs:ram:*:${ACCOUNT}:role/*`],
  [['setup', 'SandboxEcsReader', '--service', 'fc.aliyuncs.com'], 'ram:UpdateRole', 'role/SandboxEcsReader'],
  [
    ['setup', 'SandboxEcsReader', '--policy', 'AliyunOSSReadOnlyAccess'],
    'ram:AttachPolicyToRole',
    'role/SandboxEcsReader',
  ],
  [['setup', 'SandboxEcsReader', '--pass-role-to', 'user/alice'], 'ram:CreatePolicy', `acs:ram:*:${ACCOUNT}:policy/*`],
  [
    ['setup', 'SandboxEcsReader', '--instance', 'i-bp1sandbox0001'],
    'ram:PassRole',
    `acs:ram:*:${ACCOUNT}:role/SandboxEcsReader`,
  ],
];

/** Not one secret of anybody in what was shown or kept. */
async function expectNoSecrets(world: World, texts: readonly string[]) {
  const kept = journalPaths(world.stateFolder).map((path) => readFileSync(path, 'utf8'));
  for (const who of ['root', 'user/admin', 'user/alice', 'user/bob']) {
    const { accessKeyId = '-', accessKeySecret = '-' } = await world.sandbox.identity(who);
    for (const text of [...texts, ...kept]) {
      expect(text).not.toContain(accessKeyId);
      expect(text).not.toContain(accessKeySecret);
    }
  }
}

describe('a refused call', () => {
  it.each(READS)(
    'as %s, %j: names action, resource and identity, and nothing is written',
    async (who, argv, action, resource) => {
      const world = await openWorld();
      const text = await world.run(argv, { as: who });
      const json = await world.run([...argv, '--output', 'json'], { as: who });
      for (const run of [text, json]) {
        expect(run.exitCode).toBe(3);
        for (const words of [action, resource, `acs:ram::${ACCOUNT}:${who}`]) expect(run.stderr).toContain(words);
      }
      expect(text.stdout).toBe('');
      expect(json.json.error).toMatchObject({ exitCode: 3, code: expect.any(String), requestId: expect.any(String) });
      expect(await world.writes()).toEqual([]);
      expect(journalPaths(world.stateFolder)).toEqual([]);
      await expectNoSecrets(world, [text.stdout, text.stderr, json.stdout, json.stderr]);
    },
  );

  it.each(WRITES)('as user/alice, who may read, %j lacks %s', async (argv, action, resource) => {
    const world = await openWorld();
    const run = await world.run([...argv, '--yes', '--output', 'json'], { as: 'user/alice' });
    expect(run.exitCode).toBe(3);
    const error = JSON.parse(run.stderr.trimEnd().split('\n').at(-1) ?? '').error;
    for (const words of [action, resource, `acs:ram::${ACCOUNT}:user/alice`]) expect(error.message).toContain(words);
    expect(error).toMatchObject({ exitCode: 3, code: expect.any(String), requestId: expect.any(String) });
    const failed = run.json.changes.filter((change: { status: string }) => change.status === 'failed');
    expect(failed).toHaveLength(1);
    expect(failed[0].requestIds).toEqual([error.requestId]);
    expect(run.json.summary).toMatchObject({ done: 0, failed: 1 });
    const tried = await world.writes();
    expect(tried.map((call) => call.verdict)).toEqual(['denied']);
    expect(tried[0]?.requestId).toBe(error.requestId);
    await expectNoSecrets(world, [run.stdout, run.stderr]);
  });
});
