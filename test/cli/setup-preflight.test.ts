import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { as, ram } from '../sandbox/sandbox-fixture.js';
import { openWorld, temporaryFolder, type World } from './harness.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

describe('what could not succeed is refused before anything is written', () => {
  it('a role whose trust denies ECS', async () => {
    const Statement = [
      { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { Service: 'ecs.aliyuncs.com' } },
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['pai.aliyuncs.com'] } },
    ];
    const assumeRolePolicyDocument = JSON.stringify({ Version: '1', Statement });
    const admin = await as(world.sandbox);
    await admin.ram.createRole(new ram.CreateRoleRequest({ roleName: 'Denied', assumeRolePolicyDocument }));
    await world.forgetCalls();
    const run = await world.run(['setup', 'Denied', '--service', 'ecs', '--instance', 'i-bp1sandbox0001', '--yes']);
    expect(run.stderr).toContain('denies ecs.aliyuncs.com');
    expect(run.stderr).toContain('Statement[0]');
    expect(run.exitCode).toBe(5);
    expect(await world.writes()).toEqual([]);
  });

  it('another account than the expected one, for verbs that only read, and before any other call', async () => {
    await world.forgetCalls();
    const run = await world.run(['role', 'list', '--expect-account', '999']);
    expect(run.exitCode).toBe(5);
    expect((await world.calls()).map((call) => call.action)).toEqual(['GetCallerIdentity']);
  });
});

describe('the environment of a real account', () => {
  it('has no say in the sandbox', async () => {
    const env = { ALIBABA_CLOUD_REGION_ID: 'us-east-1', ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI0000000000000000' };
    const run = await world.run(['instance', 'list', '--output', 'json'], { env });
    expect(run.json.regions).toEqual(['cn-hangzhou']);
  });
});

describe('a PassRole grant that holds for every service', () => {
  it('says so, and how to narrow it', async () => {
    const argv = ['setup', 'Wide', '--service', 'pai', '--pass-role-to', 'group/operators', '--dry-run'];
    expect((await world.run(argv)).stdout).toContain('! The grant holds for every service, as pai.aliyuncs.com');
    const narrow = await world.run([...argv, '--pass-role-condition', 'always', '--output', 'json']);
    const grant = narrow.json.changes.find((change: { kind: string }) => change.kind === 'pass-role');
    expect(grant.notices).toEqual([]);
    expect(grant.after.PolicyDocument).toContain('pai.aliyuncs.com');
  });
});

describe('files', () => {
  it('refuses a document that is not UTF-8 instead of sending another one', async () => {
    const path = join(temporaryFolder(), 'latin.json');
    const before = Buffer.from(
      '{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:Get*","Resource":"acs:oss:*:*:caf',
    );
    writeFileSync(path, Buffer.concat([before, Buffer.from([0xe9]), Buffer.from('"}]}')]));
    const run = await world.run([
      'setup',
      'R',
      '--service',
      'ecs',
      '--policy-document',
      path,
      '--policy-name',
      'P',
      '--yes',
    ]);
    expect(run.stderr).toContain('not UTF-8');
    expect(run.exitCode).toBe(2);
  });

  it('names the folder that it cannot use', async () => {
    const file = join(temporaryFolder(), 'state');
    mkdirSync(file);
    writeFileSync(join(file, 'journal'), 'a file where the folder of the journal belongs');
    const env = { RAMROLE_STATE_DIR: file };
    const run = await world.run(['setup', 'R', '--service', 'ecs', '--yes'], { env });
    expect(run.stderr).toContain(`${join(file, 'journal')} cannot be used`);
    expect(run.stderr).toContain('RAMROLE_STATE_DIR');
    expect(run.exitCode).toBe(1);
  });
});

describe('a mistake in --query that only shows on the data', () => {
  it('loses nothing of what was done', async () => {
    const run = await world.run(['setup', 'Queried', '--service', 'ecs', '--yes', '--query', 'abs(account)']);
    expect(run.json).toMatchObject({ schema: 'ramrole.plan/1', summary: { done: 1 } });
    expect(run.stderr).toContain('--query');
    expect(run.exitCode).toBe(2);
  });
});
