import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWorld, runCommand, temporaryFolder, type World } from './harness.js';

const ACCOUNT = '1234567890123456';
const check = (...argv: string[]) => ['passrole', 'check', ...argv, '--output', 'json'];
const ALICE = ['--principal', 'user/alice', '--role', 'SandboxEcsReader'];

let world: World;
const folder = temporaryFolder();

function file(name: string, ...statements: object[]): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ Version: '1', Statement: statements }));
  return path;
}

beforeAll(async () => {
  world = await openWorld();
});

describe('passrole check, of a principal', () => {
  it('goes with the grant that setup makes', async () => {
    const before = await world.run(check(...ALICE, '--service', 'ecs', '--expect', 'denied'));
    expect([before.exitCode, before.json.verdict, before.json.met]).toEqual([0, 'implicitly denied', true]);
    const grant = ['setup', 'SandboxEcsReader', '--service', 'ecs', '--pass-role-to', 'user/alice', '--yes'];
    expect((await world.run(grant)).exitCode).toBe(0);
    await world.forgetCalls();
    const { json, exitCode } = await world.run(check(...ALICE, '--service', 'ecs', '--expect', 'allowed'));
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({
      schema: 'ramrole.passrole.check/1',
      principal: 'user/alice',
      role: { account: ACCOUNT, roleName: 'SandboxEcsReader' },
      service: 'ecs.aliyuncs.com',
      request: {
        action: 'ram:PassRole',
        resource: `acs:ram::${ACCOUNT}:role/sandboxecsreader`,
        context: { 'acs:Service': 'ecs.aliyuncs.com' },
      },
      verdict: 'allowed',
      reason: { policy: expect.stringMatching(/^custom\//), version: 'v1', statement: 0 },
      trust: { verdict: 'allowed', reason: { policy: 'trust policy', statement: 0 } },
      expected: 'allowed',
      met: true,
    });
    expect(await world.writes()).toEqual([]);
  });

  it('another service is denied, and the view says what nearly allowed it and that the role does not trust it', async () => {
    const run = await world.run(['passrole', 'check', ...ALICE, '--service', 'fc.aliyuncs.com']);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('Verdict:\timplicitly denied\n');
    expect(run.stdout).toMatch(
      /Nearly:\n\tcustom\/\S+ v1 Statement\[0\]: would allow it, but acs:Service is fc.aliyuncs.com/,
    );
    expect(run.stdout).toContain(
      'Role trusts the service:\tno: the service could not assume the role (trust policy Statement[0]: would allow it, but it names ecs.aliyuncs.com)\n',
    );
  });

  it('a grant that is narrowed to pai hangs on a guess', async () => {
    const grant = ['setup', 'PaiRole', '--service', 'pai', '--pass-role-to', 'user/bob', '--yes'];
    await world.run([...grant, '--pass-role-condition', 'always']);
    const bob = ['--principal', 'user/bob', '--role', 'PaiRole', '--service', 'pai'];
    const { json, exitCode } = await world.run(check(...bob, '--expect', 'allowed'));
    expect([json.verdict, exitCode]).toEqual(['unknown', 8]);
    expect(json.dependsOn).toContain('passRoleServiceKey');
    const text = await world.run(['passrole', 'check', ...bob]);
    expect(text.stdout).toContain('whether a service without a published example sets acs:Service');
    // passrole check refuses that key: the service sets it.
    expect(text.stdout).not.toContain('Say more');
  });

  it('is unknown when the caller may read neither policies nor role', async () => {
    const run = await world.run(check(...ALICE, '--service', 'ecs'), { as: 'user/bob' });
    expect(run.json).toMatchObject({ verdict: 'unknown', trust: { verdict: 'unknown' } });
    expect(run.json.layers[0].refused).toContain('policies of user/alice');
  });

  it.each([
    [['--principal', 'user/alice', '--role', 'SandboxEcsRaeder', '--service', 'ecs'], 4, 'no role SandboxEcsRaeder'],
    [['--principal', 'user/alcie', '--role', 'SandboxEcsReader', '--service', 'ecs'], 4, 'no user/alcie'],
    [['--role', 'SandboxEcsReader', '--service', 'ecs'], 2, 'Who asks?'],
    [['--principal', 'user/alice', '--service', 'ecs'], 2, 'Which role?'],
    [[...ALICE], 2, 'Which service'],
    [[...ALICE, '--service', 'esc.aliyun.cs.com'], 2, 'not a service'],
    [[...ALICE, '--service', 'ecs', '--context', 'acs:service=x'], 2, 'set by the service'],
    [[...ALICE, '--service', 'ecs', '--account', '1'], 2, '--account is for documents in files'],
    [['--principal', 'user/alice', '--role', 'acs:ram::5:role/X', '--service', 'ecs'], 2, 'The role is of account 5'],
    [['--principal', 'user/alice', '--role', 'acs:ram::5:user/X', '--service', 'ecs'], 2, 'does not name a role'],
    [['--principal', 'user/alice', '--role', 'acs:oss::5:role/X', '--service', 'ecs'], 2, 'does not name a role'],
    [['--principal', 'user/alice', '--role', 'a/b', '--service', 'ecs'], 2, 'contains "/"'],
  ])('%j exits %i', async (argv, exitCode, message) => {
    const run = await world.run(check(...argv));
    expect(run.exitCode).toBe(exitCode);
    expect(run.json.error.message).toContain(message);
  });
});

describe('passrole check, of files', () => {
  const offline = (argv: string[]) => runCommand(check(...argv), { home: folder });
  const pass = { Effect: 'Allow', Action: 'ram:PassRole', Resource: 'acs:ram:*:1234:role/EcsReader' };
  const grant = file('grant.json', pass);
  const narrow = file('narrow.json', {
    ...pass,
    Condition: { StringEquals: { 'acs:Service': 'ecs.aliyuncs.com' } },
  });
  const trust = file('trust.json', {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: ['ecs.aliyuncs.com'] },
  });
  const ARN = ['--role', 'acs:ram::1234:role/EcsReader'];

  it.each([
    [['--policy-file', grant, ...ARN, '--service', 'ecs'], 'allowed'],
    [['--policy-file', grant, '--role', 'ecsreader', '--account', '1234', '--service', 'pai'], 'allowed'],
    [['--policy-file', narrow, ...ARN, '--service', 'ecs'], 'allowed'],
    [['--policy-file', narrow, ...ARN, '--service', 'fc.aliyuncs.com'], 'implicitly denied'],
    [['--policy-file', narrow, ...ARN, '--service', 'pai'], 'unknown'],
    [['--policy-file', grant, '--role', 'acs:ram::5678:role/EcsReader', '--service', 'ecs'], 'implicitly denied'],
    [['--policy-file', grant, '--session-policy-file', trust, ...ARN, '--service', 'ecs'], 'error'],
  ])('%j: %s', async (argv, verdict) => {
    const { json, exitCode } = await offline(argv);
    if (verdict === 'error') expect([exitCode, json.schema]).toEqual([2, 'ramrole.error/1']);
    else expect([exitCode, json.verdict]).toEqual([0, verdict]);
    expect(json.trust).toBeUndefined();
  });

  it('says of a trust policy whether it trusts the service', async () => {
    const asked = ['--policy-file', grant, '--trust-file', trust, ...ARN];
    expect((await offline([...asked, '--service', 'ecs'])).json.trust.verdict).toBe('allowed');
    const { json, exitCode } = await offline([...asked, '--service', 'pai', '--expect', 'allowed']);
    // The verdict is about passing the role; that the service cannot assume it stands beside it.
    expect([json.verdict, json.trust.verdict, exitCode]).toEqual(['allowed', 'implicitly denied', 0]);
  });

  it('takes a trust policy of a file beside what the principal has', async () => {
    const { json } = await world.run(check(...ALICE, '--service', 'ecs', '--trust-file', trust));
    expect([json.verdict, json.trust.verdict]).toEqual(['allowed', 'allowed']);
    const nobody = file('nobody.json', { Effect: 'Deny', Action: '*', Principal: { Service: ['ecs.aliyuncs.com'] } });
    const denied = await world.run(check(...ALICE, '--service', 'ecs', '--trust-file', nobody));
    expect([denied.json.verdict, denied.json.trust.verdict]).toEqual(['allowed', 'explicitly denied']);
  });

  it('refuses to pass the role of another account', async () => {
    const run = await offline(['--policy-file', grant, ...ARN, '--account', '5678', '--service', 'ecs']);
    expect([run.exitCode, run.json.error.where]).toEqual([2, '--account']);
  });

  it('needs the account of the role', async () => {
    const run = await offline(['--policy-file', grant, '--role', 'EcsReader', '--service', 'ecs']);
    expect([run.exitCode, run.json.error.where]).toEqual([2, '--account']);
    const bad = await offline(['--policy-file', grant, '--role', 'EcsReader', '--account', 'me', '--service', 'ecs']);
    expect([bad.exitCode, bad.json.error.where]).toEqual([2, '--account']);
  });
});
