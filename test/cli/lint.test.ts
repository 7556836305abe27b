import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { as, ram } from '../sandbox/sandbox-fixture.js';
import { openWorld, runCommand, temporaryFolder, type World } from './harness.js';

const ACCOUNT = '1234567890123456';
const JSON_OUT = ['--output', 'json'];

let world: World;
const folder = temporaryFolder();
const write = (name: string, document: unknown) => {
  writeFileSync(join(folder, name), typeof document === 'string' ? document : JSON.stringify(document, null, 2));
};
const policy = (...Statement: object[]) => ({ Version: '1', Statement });
const PASS_ANY = { Effect: 'Allow', Action: 'ram:PassRole', Resource: '*' };
const ids = (json: { findings: { id: string }[] }) => json.findings.map(({ id }) => id);

beforeAll(async () => {
  world = await openWorld();
  const client = (await as(world.sandbox)).ram;
  const create = async (policyName: string, ...statements: object[]) => {
    const policyDocument = JSON.stringify(policy(...statements));
    await client.createPolicy(new ram.CreatePolicyRequest({ policyName, policyDocument }));
    return { policyName, policyType: 'Custom' };
  };
  const all = await create('AllOfRam', { Effect: 'Allow', Action: 'ram:*', Resource: '*' });
  await client.attachPolicyToRole(new ram.AttachPolicyToRoleRequest({ ...all, roleName: 'SandboxEcsReader' }));
  const administrator = { policyName: 'AdministratorAccess', policyType: 'System', roleName: 'SandboxEcsReader' };
  await client.attachPolicyToRole(new ram.AttachPolicyToRoleRequest(administrator));
  const assumeRolePolicyDocument = JSON.stringify(
    policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['pai.aliyuncs.com'] } }),
  );
  await client.createRole(new ram.CreateRoleRequest({ roleName: 'PaiRole', assumeRolePolicyDocument }));
  await create('PassPai', { ...PASS_ANY, Resource: `acs:ram:*:${ACCOUNT}:role/PaiRole` });
});

describe('policy lint', () => {
  const lint = (argv: string[], stdin?: string) =>
    runCommand(['policy', 'lint', ...argv], { home: folder, ...(stdin !== undefined && { stdin }) });

  it('a file: the findings with place, fix and exit code 8', async () => {
    write('wide.json', policy(PASS_ANY));
    const { json, exitCode, stderr } = await lint(['wide.json', ...JSON_OUT]);
    expect(exitCode).toBe(8);
    expect(json).toEqual({
      schema: 'ramrole.policy.lint/1',
      sandbox: false,
      source: { kind: 'file', path: 'wide.json' },
      findings: [
        {
          id: 'pass-role-any-role',
          severity: 'high',
          path: 'Statement[0].Resource',
          line: 7,
          column: 7,
          message: expect.stringContaining('Every role of the account'),
          evidence: '*',
          fix: {
            summary: 'Name the one role.',
            edits: [
              {
                op: 'replace',
                path: '/Statement/0/Resource',
                value: expect.stringMatching(/^acs:ram:\*:\$\{AccountId\}:role\/\$\{RoleName\}$/),
              },
            ],
          },
        },
      ],
      refused: [],
      summary: { high: 1, warning: 0, info: 0 },
    });
    expect(stderr).toContain('There is a finding of severity high.');
    const text = await lint(['wide.json']);
    expect(text.stdout).toContain('high pass-role-any-role Statement[0].Resource (line 7, column 7)\n  Every role');
    expect(text.stdout).toContain('\n  fix: Name the one role.\n');
  });

  it('stdin: warnings alone exit 0, and nothing found says so', async () => {
    const warning = await lint(
      ['-', ...JSON_OUT],
      JSON.stringify(policy({ Effect: 'Allow', NotAction: 'ram:*', Resource: '*' })),
    );
    expect([warning.exitCode, ids(warning.json), warning.json.source]).toEqual([
      0,
      ['not-action-allow'],
      { kind: 'stdin' },
    ]);
    const clean = await lint(['-'], JSON.stringify(policy({ ...PASS_ANY, Action: 'oss:GetObject' })));
    expect([clean.exitCode, clean.stdout]).toEqual([0, 'Nothing found.\n']);
  });

  it('exits 8 from the severity that is asked for', async () => {
    const text = JSON.stringify(policy({ Effect: 'Allow', NotAction: 'ram:*', Resource: '*', Sid: 'x' }));
    const exit = async (...argv: string[]) => (await lint(['-', ...argv], text)).exitCode;
    expect([await exit(), await exit('--fail-on', 'high'), await exit('--fail-on', 'none')]).toEqual([0, 0, 0]);
    expect([await exit('--fail-on', 'warning'), await exit('--fail-on', 'info')]).toEqual([8, 8]);
    const run = await lint(['-', '--fail-on', 'info', ...JSON_OUT], text);
    expect(run.stderr).toContain('There are 2 findings of severity info or higher.');
    const wide = JSON.stringify(policy(PASS_ANY));
    expect((await lint(['-', '--fail-on', 'none'], wide)).exitCode).toBe(0);
    expect((await lint(['-', '--fail-on', 'grave'], wide)).exitCode).toBe(2);
  });

  it.each([
    ['', ['syntax']],
    ['\uFEFF{"Version": "1", "Statement": []}', ['byte-order-mark', 'statement']],
    ['{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "a:b", "Resource": "*",}]}', ['syntax']],
    [
      '{"Version": "1", "Version": "1", "Statement": [{"Effect":"Deny","Action":"a:b","Resource":"*"}]}',
      ['duplicate-key'],
    ],
  ])('%j is bad, and says why', async (text, found) => {
    const run = await lint(['-', ...JSON_OUT], text);
    expect([run.exitCode, ids(run.json)]).toEqual([8, found]);
  });

  it('what is neither file nor policy', async () => {
    const run = await lint(['no/such.json', ...JSON_OUT]);
    expect([run.exitCode, run.json.error.hint]).toEqual([2, 'There is no such file.']);
    mkdirSync(join(folder, 'a.folder'));
    expect((await lint(['a.folder', ...JSON_OUT])).json.error.hint).toBe('It is a folder.');
  });

  it('a policy of the account, with what is known of its carriers', async () => {
    await world.forgetCalls();
    const { json, exitCode } = await world.run(['policy', 'lint', 'AllOfRam', ...JSON_OUT]);
    expect([exitCode, json.source]).toEqual([8, { kind: 'cloud', name: 'custom/AllOfRam' }]);
    expect(json.findings).toMatchObject([{ id: 'ram-full-access', severity: 'high' }]);
    expect(await world.writes()).toEqual([]);
    const system = await world.run(['policy', 'lint', 'system/AdministratorAccess', ...JSON_OUT]);
    expect([system.exitCode, ids(system.json)]).toEqual([8, ['full-access']]);
  });

  it('a grant to pass a role for PAI is only remarked upon', async () => {
    const { json, exitCode } = await world.run(['policy', 'lint', 'custom/PassPai', ...JSON_OUT]);
    expect(exitCode).toBe(0);
    expect(json.findings).toMatchObject([
      { id: 'pass-role-any-service', severity: 'info', fix: { edits: [{ op: 'add', value: { StringEquals: {} } }] } },
    ]);
  });

  it('what may not be read is said, and makes nothing worse', async () => {
    const client = (await as(world.sandbox)).ram;
    const read = {
      policyName: 'ReadPolicies',
      policyDocument: JSON.stringify(policy({ Effect: 'Allow', Action: 'ram:GetPolicy', Resource: '*' })),
    };
    await client.createPolicy(new ram.CreatePolicyRequest(read));
    await client.attachPolicyToUser(
      new ram.AttachPolicyToUserRequest({ policyName: 'ReadPolicies', policyType: 'Custom', userName: 'bob' }),
    );
    const run = await world.run(['policy', 'lint', 'custom/AllOfRam', ...JSON_OUT], { as: 'user/bob' });
    expect(run.json.refused).toEqual(['who carries custom/AllOfRam']);
    expect([run.exitCode, run.json.findings[0].severity]).toEqual([8, 'high']);
    const text = await world.run(['policy', 'lint', 'custom/AllOfRam'], { as: 'user/bob' });
    expect(text.stdout).toContain('Not looked at, because it was refused: who carries custom/AllOfRam\n');
  });

  it('a policy that does not exist, with the nearest names', async () => {
    const run = await world.run(['policy', 'lint', 'AllOfRma', ...JSON_OUT]);
    expect([run.exitCode, run.json.error.hint]).toEqual([4, expect.stringContaining('AllOfRam')]);
  });
});

describe('trust lint', () => {
  it('a role: its trust policy, and what hangs on it', async () => {
    const { json, exitCode } = await world.run(['trust', 'lint', 'sandboxecsreader', ...JSON_OUT]);
    expect([exitCode, json.source]).toEqual([8, { kind: 'cloud', name: 'role/SandboxEcsReader' }]);
    expect(json.findings).toMatchObject([
      { id: 'administrator-on-instance-role', evidence: { policy: 'custom/AllOfRam' } },
      { id: 'administrator-on-instance-role', evidence: { policy: 'system/AdministratorAccess' } },
    ]);
    const clean = await world.run(['trust', 'lint', 'role/PaiRole']);
    expect([clean.exitCode, clean.stdout]).toEqual([0, 'Nothing found.\n']);
  });

  it('a file, and the misprint of the seeds with its fix', async () => {
    const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['pai.aliyun.cs.com'] } };
    write('EcsReader', policy(statement));
    const run = await runCommand(['trust', 'lint', 'EcsReader', ...JSON_OUT], { home: folder });
    expect([run.exitCode, run.json.source.kind]).toEqual([8, 'file']);
    expect(run.json.findings).toMatchObject([
      {
        id: 'service-principal',
        path: 'Statement[0].Principal.Service[0]',
        fix: { edits: [{ op: 'replace', path: '/Statement/0/Principal/Service/0', value: 'pai.aliyuncs.com' }] },
      },
    ]);
  });

  it('a file of an account that is given', async () => {
    write(
      'root.json',
      policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: `acs:ram::${ACCOUNT}:root` } }),
    );
    const of = async (...argv: string[]) =>
      (await runCommand(['trust', 'lint', 'root.json', ...argv, ...JSON_OUT], { home: folder })).json;
    expect((await of()).summary).toEqual({ high: 0, warning: 0, info: 1 });
    expect((await of('--account', ACCOUNT)).findings).toEqual([]);
    expect((await of('--account', '5555')).summary).toMatchObject({ warning: 1 });
    expect((await of('--account', 'me')).error.where).toBe('--account');
    const live = await world.run(['trust', 'lint', 'PaiRole', '--account', ACCOUNT, ...JSON_OUT]);
    expect([live.exitCode, live.json.error.where]).toEqual([2, '--account']);
  });

  it('a name that ends in .json is a file', async () => {
    const run = await world.run(['trust', 'lint', 'gone.json', ...JSON_OUT]);
    expect([run.exitCode, run.json.error.hint]).toEqual([2, 'There is no such file.']);
    const role = await world.run(['trust', 'lint', 'role/gone.json', ...JSON_OUT]);
    expect(role.exitCode).toBe(4);
  });

  it('a role that does not exist, with the nearest names', async () => {
    const run = await world.run(['trust', 'lint', 'PaiRoel', ...JSON_OUT]);
    expect([run.exitCode, run.json.error.hint]).toEqual([4, 'Did you mean PaiRole?']);
  });

  it.each(['GetRole', 'ListPoliciesForRole', 'GetPolicy'])('gets over one failure of %s', async (action) => {
    await world.sandbox.addFault({ action, kind: 'throttle', times: 1 });
    const run = await world.run(['trust', 'lint', 'SandboxEcsReader', ...JSON_OUT]);
    expect([run.exitCode, run.json.findings.length]).toEqual([8, 2]);
  });
});
