import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { as, ram } from '../sandbox/sandbox-fixture.js';
import { openWorld, runCommand, temporaryFolder, type World } from './harness.js';

const ACCOUNT = '1234567890123456';
const INSTANCE = `acs:ecs:cn-hangzhou:${ACCOUNT}:instance/i-1`;
const START = ['--action', 'ecs:StartInstance', '--resource', INSTANCE];
const OBJECT = `acs:oss:cn-hangzhou:${ACCOUNT}:b/k`;
const STOP = ['--action', 'ecs:StopInstance', '--resource', INSTANCE];
const explain = (...argv: string[]) => ['policy', 'explain', ...argv, '--output', 'json'];

let world: World;
const folder = temporaryFolder();

/** A file with one document of these statements. */
function file(name: string, ...statements: object[]): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ Version: '1', Statement: statements }, null, 2));
  return path;
}

const allow = (Action: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const deny = (Action: string, more: object = {}) => ({ Effect: 'Deny', Action, Resource: '*', ...more });

beforeAll(async () => {
  world = await openWorld();
  const client = (await as(world.sandbox)).ram;
  const attach = async (policyName: string, statements: object[], to: { userName?: string; groupName?: string }) => {
    const policyDocument = JSON.stringify({ Version: '1', Statement: statements });
    await client.createPolicy(new ram.CreatePolicyRequest({ policyName, policyDocument }));
    const policy = { policyName, policyType: 'Custom' };
    if (to.userName) await client.attachPolicyToUser(new ram.AttachPolicyToUserRequest({ ...policy, ...to }));
    else await client.attachPolicyToGroup(new ram.AttachPolicyToGroupRequest({ ...policy, ...to }));
  };
  await attach('OpsStop', [deny('ecs:StopInstance'), allow('ecs:StartInstance')], { groupName: 'operators' });
  await attach('BobOffice', [allow('oss:*', { Condition: { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } } })], {
    userName: 'bob',
  });
  await attach('BobAssume', [allow('sts:AssumeRole'), allow('ram:List*')], { userName: 'bob' });
});

describe('policy explain, of a principal', () => {
  it('names policy, version, statement and group', async () => {
    await world.forgetCalls();
    const { json, exitCode } = await world.run(explain('--principal', 'user/bob', ...START));
    expect(exitCode).toBe(0);
    expect(json).toEqual({
      schema: 'ramrole.policy.explain/1',
      sandbox: true,
      principal: 'user/bob',
      request: { action: 'ecs:StartInstance', resource: INSTANCE, context: {} },
      verdict: 'allowed',
      layer: 'AccountLevelIdentityBasedPolicy',
      reason: { policy: 'custom/OpsStop', version: 'v1', attachedTo: 'group/operators', statement: 1 },
      layers: [
        {
          layer: 'AccountLevelIdentityBasedPolicy',
          verdict: 'allowed',
          reason: { policy: 'custom/OpsStop', version: 'v1', attachedTo: 'group/operators', statement: 1 },
          refused: [],
          nearMatches: [expect.objectContaining({ statement: 0, effect: 'Deny' })],
          absentKeys: [],
        },
      ],
      notEvaluated: ['ControlPolicy', 'ResourceGroupLevelIdentityBasedPolicy'],
      dependsOn: [],
    });
    expect(await world.writes()).toEqual([]);
    // Each document is read once.
    const read = (await world.calls()).filter(({ action }) => action === 'GetPolicy');
    expect(read).toHaveLength(3);
  });

  it('says in words who decided, and what nearly did', async () => {
    const stop = ['--action', 'ecs:StopInstance', '--resource', INSTANCE];
    const denied = await world.run(['policy', 'explain', '--principal', 'user/bob', ...stop]);
    expect(denied.stdout).toContain('Verdict:\texplicitly denied\n');
    expect(denied.stdout).toContain('Decided by:\tcustom/OpsStop v1 Statement[0], through group/operators\n');
    const outside = ['--action', 'oss:GetObject', '--resource', OBJECT, '--context', 'acs:SourceIp=8.8.8.8'];
    const near = await world.run(['policy', 'explain', '--principal', 'user/bob', ...outside]);
    expect(near.stdout).toContain('Decided by:\tidentity policies: no statement applies\n');
    expect(near.stdout).toContain(
      'Nearly:\tcustom/BobOffice v1 Statement[0]: would allow it, but acs:SourceIp is 8.8.8.8 (IpAddress 10.0.0.0/8)\n',
    );
    expect(near.stdout).toContain('Not evaluated:\tcontrol policies, resource-group policies\n');
  });

  it('is unknown where a condition key is absent and the guess would tell', async () => {
    const run = await world.run(explain('--principal', 'user/bob', '--action', 'oss:GetObject', '--resource', OBJECT));
    expect(run.json).toMatchObject({ verdict: 'unknown', dependsOn: ['missingConditionKey'] });
    expect(run.json.reason).toBeUndefined();
    const asked = ['--action', 'oss:GetObject', '--resource', OBJECT];
    const text = await world.run(['policy', 'explain', '--principal', 'user/bob', ...asked]);
    expect(text.stdout).toContain(
      'Say more:\t--context acs:SourceIp=…\nNot published:\twhether a condition is fulfilled when the request does not carry its key\n',
    );
  });

  it('is unknown, and says why, when the caller may not read a document', async () => {
    const run = await world.run(explain('--principal', 'user/alice', ...START), { as: 'user/bob' });
    expect(run.exitCode).toBe(0);
    expect(run.json.verdict).toBe('unknown');
    expect(run.json.layers[0].refused).toEqual(['system/AliyunECSFullAccess', 'system/AliyunRAMReadOnlyAccess']);
    const expected = await world.run(explain('--principal', 'user/alice', ...START, '--expect', 'denied'), {
      as: 'user/bob',
    });
    expect([expected.exitCode, expected.json.met]).toEqual([8, false]);
  });

  it('asks the trust policy for sts:AssumeRole', async () => {
    const role = ['--action', 'sts:AssumeRole', '--resource', `acs:ram::${ACCOUNT}:role/SandboxEcsReader`];
    const { json } = await world.run(explain('--principal', 'user/bob', ...role));
    expect(json).toMatchObject({ verdict: 'implicitly denied', layer: 'AssumeRolePolicy' });
    expect(json.layers[1].nearMatches[0].missing).toEqual([
      { part: 'principal', written: { Service: ['ecs.aliyuncs.com'] } },
    ]);
    const missing = ['--action', 'sts:AssumeRole', '--resource', `acs:ram::${ACCOUNT}:role/SandboxEcsRaeder`];
    const gone = await world.run(explain('--principal', 'user/bob', ...missing));
    expect([gone.exitCode, gone.json.error.hint]).toEqual([4, 'Did you mean SandboxEcsReader?']);
    const foreign = ['--action', 'sts:AssumeRole', '--resource', 'acs:ram::5555:role/X'];
    expect((await world.run(explain('--principal', 'user/bob', ...foreign))).json.verdict).toBe('unknown');
  });

  it('asks the trust policy alone for a service', async () => {
    const role = ['--action', 'sts:AssumeRole', '--resource', `acs:ram::${ACCOUNT}:role/SandboxEcsReader`];
    const ecs = await world.run(explain('--service', 'ecs', ...role));
    expect(ecs.json).toMatchObject({ principal: 'ecs.aliyuncs.com', verdict: 'allowed', layer: 'AssumeRolePolicy' });
    expect((await world.run(explain('--service', 'pai', ...role))).json.verdict).toBe('implicitly denied');
    const refused = await world.run(explain('--service', 'ecs', ...role), { as: 'user/bob' });
    expect(refused.json.layers[0]).toMatchObject({
      verdict: 'unknown',
      refused: ['trust policy of role/SandboxEcsReader'],
    });
  });

  it('takes a control or session policy of a file beside what the principal has', async () => {
    const bob = ['--principal', 'user/bob', ...START];
    const stop = file('stop.json', allow('ecs:StopInstance'));
    const all = file('all.json', allow('*'));
    for (const option of ['--control-policy-file', '--session-policy-file']) {
      expect((await world.run(explain(...bob, option, all))).json).toMatchObject({
        verdict: 'allowed',
        reason: { policy: 'custom/OpsStop' },
      });
      expect((await world.run(explain(...bob, option, stop))).json.verdict).toBe('implicitly denied');
    }
  });

  it('of a role: its session policy is not known', async () => {
    const { json } = await world.run(explain('--principal', 'role/SandboxEcsReader', ...START));
    expect(json).toMatchObject({ verdict: 'implicitly denied' });
    expect(json.notEvaluated).toContain('SessionPolicy');
  });

  it.each([
    [['--principal', 'user/bbo', ...START], 4, 'There is no user/bbo.'],
    [['--principal', 'group/operators', ...START], 2, 'A group calls nothing.'],
    [[...START], 2, 'Who asks?'],
    [['--principal', 'user/bob', '--resource', '*'], 2, 'Which action?'],
    [['--principal', 'user/bob', '--action', 'ecs:*', '--resource', '*'], 2, '"ecs:*" is no action.'],
    [['--principal', 'user/bob', '--action', 'ecs:StartInstance'], 2, 'Which resource?'],
    [['--principal', 'user/bob', '--action', 'a:b', '--resource', 'i-1'], 2, '"i-1" is no resource.'],
    [['--principal', 'user/bob', ...START, '--context', 'x'], 2, '"x" is no KEY=VALUE.'],
    [['--principal', 'user/bob', ...START, '--context', 'acs:SourceIp=junk'], 2, '"junk" is no value of acs:SourceIp'],
    [['--principal', 'user/bob', ...START, '--context', 'acs:mfapresent=1'], 2, '"1" is no value of acs:mfapresent'],
    [['--principal', 'user/bob', ...START, '--context', 'acs:CurrentTime=now'], 2, 'no value of acs:CurrentTime'],
    [['--principal', 'user/bob', ...START, '--account', '1'], 2, '--account is for documents in files.'],
    [['--principal', 'user/bob', ...START, '--service', 'ecs'], 2, '--service is for the assuming of a role only.'],
    [['--principal', 'user/bob', '--action', 'a:b', '--resource', 'acs:oss:*:*:b/k'], 2, 'is not one resource.'],
    [['--principal', 'user/bob', '--action', 'a:b', '--resource', 'acs:oss:::b/k'], 2, 'is not one resource.'],
    [['--principal', 'user/bob', '--action', 'a:b', '--resource', 'acs:ram::*:role/x'], 2, 'is not one resource.'],
    [['--principal', 'user/bob', '--action', 'a:b', '--resource', 'acs:ecs:cn:5555:instance/i'], 2, 'of account 5555'],
    [['--principal', 'user/bob', ...START, '--expect', 'yes'], 2, 'yes'],
  ])('%j exits %i', async (argv, exitCode, message) => {
    const run = await world.run(explain(...argv));
    expect(run.exitCode).toBe(exitCode);
    expect(run.json.error.message).toContain(message);
  });

  it.each(['ListPoliciesForUser', 'ListGroupsForUser', 'ListPoliciesForGroup', 'GetPolicy'])(
    'gets over one failure of %s, and never takes a lasting one for an answer',
    async (action) => {
      await world.sandbox.addFault({ action, kind: 'throttle', times: 1 });
      expect((await world.run(explain('--principal', 'user/bob', ...START))).json.verdict).toBe('allowed');
      await world.sandbox.addFault({ action, kind: '503', times: 1000 });
      const run = await world.run(explain('--principal', 'user/bob', ...START));
      await world.sandbox.clearFaults();
      expect(run.exitCode).toBe(7);
      expect(run.json.error.message).toContain(action);
    },
  );
});

describe('policy explain, of files', () => {
  /** No cloud, no credentials, no network: nothing of the environment. */
  const offline = (argv: string[], stdin?: string) =>
    runCommand(explain(...argv), { home: folder, ...(stdin !== undefined && { stdin }) });
  const dev = file('dev.json', allow('ecs:*'));
  const none = file('none.json', allow('oss:*'));
  const forbidden = file('forbidden.json', deny('ecs:Start*'));

  it.each([
    [['--policy-file', dev], 'allowed', 'AccountLevelIdentityBasedPolicy'],
    [['--policy-file', none], 'implicitly denied', 'AccountLevelIdentityBasedPolicy'],
    [['--policy-file', none, '--policy-file', dev], 'allowed', 'AccountLevelIdentityBasedPolicy'],
    [['--policy-file', dev, '--policy-file', forbidden], 'explicitly denied', 'AccountLevelIdentityBasedPolicy'],
    [['--policy-file', dev, '--control-policy-file', none], 'implicitly denied', 'ControlPolicy'],
    [['--policy-file', dev, '--control-policy-file', dev], 'allowed', 'AccountLevelIdentityBasedPolicy'],
    [
      ['--policy-file', dev, '--control-policy-file', dev, '--control-policy-file', forbidden],
      'explicitly denied',
      'ControlPolicy',
    ],
    [['--policy-file', dev, '--session-policy-file', none], 'implicitly denied', 'SessionPolicy'],
    [['--policy-file', dev, '--session-policy-file', forbidden], 'explicitly denied', 'SessionPolicy'],
  ])('%j: %s', async (argv, verdict, layer) => {
    const { json, exitCode } = await offline([...argv, ...START]);
    expect([json.verdict, json.layer, exitCode]).toEqual([verdict, layer, 0]);
    expect(json.sandbox).not.toBe(true);
    const met = verdict === 'allowed' ? 'allowed' : 'denied';
    expect((await offline([...argv, ...START, '--expect', met])).exitCode).toBe(0);
    const unmet = await offline([...argv, ...START, '--expect', met === 'allowed' ? 'denied' : 'allowed']);
    expect([unmet.exitCode, unmet.json.met, unmet.json.verdict]).toEqual([8, false, verdict]);
  });

  it('names the key and the statement on which an unknown verdict turns', async () => {
    const vpc = file(
      'vpc.json',
      allow('ecs:*'),
      deny('*', { Condition: { StringNotEquals: { 'acs:SourceVpc': 'v' } } }),
    );
    const { json } = await offline(['--policy-file', vpc, ...START]);
    expect([json.verdict, json.dependsOn]).toEqual(['unknown', ['missingConditionKeyNegated']]);
    expect(json.layers[0].absentKeys).toEqual(['acs:SourceVpc']);
    const text = await runCommand(['policy', 'explain', '--policy-file', vpc, ...START], { home: folder });
    expect(text.stdout).toContain(`Asked:\tidentity policies (explicitly denied by ${vpc} Statement[1])\n`);
    expect(text.stdout).toContain('Say more:\t--context acs:SourceVpc=…\n');
    const said = ['--context', 'acs:SourceVpc=v'];
    expect((await offline(['--policy-file', vpc, ...START, ...said])).json.verdict).toBe('allowed');
  });

  it('says that a control policy has to allow, too', async () => {
    const run = await runCommand(
      ['policy', 'explain', '--policy-file', dev, '--control-policy-file', forbidden, ...STOP],
      { home: folder },
    );
    expect(run.stdout).toContain('control policies: no statement applies; a control policy has to allow, too\n');
  });

  it('lists what stays out, and what a control policy file takes in', async () => {
    const without = await offline(['--policy-file', dev, ...START]);
    expect(without.json.notEvaluated).toEqual(['ControlPolicy', 'ResourceGroupLevelIdentityBasedPolicy']);
    const withControl = await offline(['--policy-file', dev, '--control-policy-file', dev, ...START]);
    expect(withControl.json.notEvaluated).toEqual(['ResourceGroupLevelIdentityBasedPolicy']);
  });

  it('takes a service without regions, and a session policy of the length that the cloud takes', async () => {
    const dns = ['--action', 'alidns:DescribeDomainInfo', '--resource', `acs:alidns:*:${ACCOUNT}:domain/example.com`];
    const all = file('everything.json', allow('*'));
    expect((await offline(['--policy-file', all, ...dns])).json.verdict).toBe('allowed');
    const long = file('long.json', allow('*', { Comment: 'x'.repeat(2048) }));
    const run = await offline(['--policy-file', all, '--session-policy-file', long, ...START]);
    expect([run.exitCode, run.json.error.where]).toEqual([2, '--session-policy-file']);
    expect(run.json.error.message).toContain('2048 are allowed');
  });

  it('says nothing of what another account allows', async () => {
    const run = await offline(['--policy-file', dev, '--account', '5555', ...START]);
    expect([run.exitCode, run.json.error.where]).toEqual([2, '--resource']);
    expect((await offline(['--policy-file', dev, '--account', ACCOUNT, ...START])).json.verdict).toBe('allowed');
    expect((await offline(['--policy-file', dev, '--account', 'me', ...START])).json.error.where).toBe('--account');
  });

  it('can expect that a statement denies', async () => {
    const denies = ['--policy-file', dev, '--policy-file', forbidden, ...START, '--expect', 'explicitly-denied'];
    expect((await offline(denies)).exitCode).toBe(0);
    expect((await offline(['--policy-file', none, ...START, '--expect', 'explicitly-denied'])).exitCode).toBe(8);
  });

  it('reads stdin, once', async () => {
    const text = JSON.stringify({ Version: '1', Statement: [allow('*')] });
    expect((await offline(['--policy-file', '-', ...START], text)).json.reason).toEqual({
      policy: 'stdin',
      statement: 0,
    });
    const twice = await offline(['--policy-file', '-', '--session-policy-file', '-', ...START], text);
    expect([twice.exitCode, twice.json.error.message]).toEqual([2, 'Only one document can come from stdin.']);
  });

  it('gives a repeated key several values', async () => {
    const office = file('office.json', allow('ecs:*', { Condition: { StringEquals: { 'acs:SourceVpc': 'vpc-2' } } }));
    const contexts = ['--context', 'acs:SourceVpc=vpc-1', '--context', 'acs:SourceVpc=vpc-2', '--context', 'x==y'];
    const { json } = await offline(['--policy-file', office, ...START, ...contexts]);
    expect(json.verdict).toBe('allowed');
    expect(json.request.context).toEqual({ 'acs:SourceVpc': ['vpc-1', 'vpc-2'], x: '=y' });
  });

  describe('with a trust policy', () => {
    const assume = ['--action', 'sts:AssumeRole', '--resource', 'acs:ram::1234:role/R'];
    const may = file('may.json', allow('sts:AssumeRole'));
    const trust = file('trust.json', {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { RAM: 'acs:ram::1234:user/alice', Service: 'ecs.aliyuncs.com' },
    });

    it.each([
      [['--policy-file', may, '--principal', 'user/alice'], 'allowed', 'AccountLevelIdentityBasedPolicy'],
      [['--policy-file', may, '--principal', 'user/bob'], 'implicitly denied', 'AssumeRolePolicy'],
      [
        ['--policy-file', may, '--principal', 'user/alice', '--account', '5678'],
        'implicitly denied',
        'AssumeRolePolicy',
      ],
      [['--service', 'ecs'], 'allowed', 'AssumeRolePolicy'],
      [['--service', 'pai'], 'implicitly denied', 'AssumeRolePolicy'],
      [['--service', 'ecs', '--account', '1234'], 'allowed', 'AssumeRolePolicy'],
      [['--service', 'ecs', '--account', '5678'], 'implicitly denied', 'AssumeRolePolicy'],
    ])('%j: %s', async (argv, verdict, layer) => {
      const { json } = await offline([...argv, '--trust-file', trust, ...assume]);
      expect([json.verdict, json.layer]).toEqual([verdict, layer]);
    });

    it.each([
      [['--trust-file', trust, ...assume], 'Who asks?'],
      [['--policy-file', may, '--trust-file', trust, ...assume], 'Who assumes the role?'],
      [['--session-policy-file', may, ...START], 'Who asks?'],
      [['--trust-file', trust, ...assume, '--principal', 'user/a', '--service', 'ecs'], 'Either a principal asks'],
      [['--trust-file', trust, ...START, '--principal', 'user/a'], 'for the assuming of a role only'],
      [['--policy-file', may, ...assume, '--service', 'ecs'], 'A service has no policies'],
      [['--session-policy-file', may, ...assume, '--service', 'ecs'], 'A service has no policies'],
      [['--trust-file', may, ...assume, '--service', 'ecs'], '"Principal" is missing'],
      [
        ['--trust-file', trust, '--action', 'sts:AssumeRole', '--resource', '*', '--service', 'ecs'],
        'not name one role',
      ],
      [['--policy-file', may, ...assume.slice(0, 3), INSTANCE], 'not name one role'],
    ])('%j is no question', async (argv, message) => {
      const run = await offline(argv);
      expect(run.exitCode).toBe(2);
      expect(run.json.error.message).toContain(message);
    });
  });

  it('names file, path, line and column of a document that cannot be evaluated', async () => {
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{"Version": "1",\n "Statement": [{"Effect": "allow", "Action": "a:b", "Resource": "*"}]}');
    const run = await offline(['--policy-file', bad, ...START]);
    expect(run.exitCode).toBe(2);
    expect(run.json.error.message).toContain(`${bad}:2:27: Statement[0].Effect: "allow" is no effect`);
    const gone = await offline(['--policy-file', join(folder, 'gone.json'), ...START]);
    expect([gone.exitCode, gone.json.error.where]).toEqual([2, '--policy-file']);
  });

  it('warns of what the cloud may refuse, and goes on', async () => {
    const path = file('sid.json', allow('ecs:*', { Sid: 'x' }));
    const run = await offline(['--policy-file', path, ...START]);
    expect([run.exitCode, run.json.verdict]).toEqual([0, 'allowed']);
    expect(run.stderr).toContain(`warning: ${path}:8:7: Statement[0].Sid: The policy language has no field "Sid"`);
  });

  it.each([
    ['a key twice', '{"Version":"1","Statement":[{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}]}'],
    ['no Version', JSON.stringify({ Statement: [allow('*')] })],
    ['a lost Condition', JSON.stringify({ Version: '1', Statement: [allow('*', { Conditions: {} })] })],
    ['a placeholder', JSON.stringify({ Version: '1', Statement: [allow('*'), deny('*', { Resource: '<bucket>' })] })],
    [
      'a range that is none',
      JSON.stringify({
        Version: '1',
        Statement: [deny('*', { Condition: { IpAddress: { 'acs:SourceIp': '::/129' } } })],
      }),
    ],
    ['a Principal', JSON.stringify({ Version: '1', Statement: [allow('*', { Principal: null })] })],
  ])('gives no verdict about a document with %s', async (_, text) => {
    const run = await offline(['--policy-file', '-', ...START, '--expect', 'allowed'], text);
    expect([run.exitCode, run.json.schema]).toEqual([2, 'ramrole.error/1']);
  });
});
