import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../src/plan/journal.js';
import { openWorld, temporaryFolder } from '../cli/harness.js';
import { aGrant, allow, anAttachment, aPolicy, apply, aRole, carried, fakeClock } from './apply-fixture.js';
import { ACCOUNT, FakeCloud } from './fake-cloud.js';
import { apiError, unknownOutcome } from './fake-errors.js';
import { journalPaths, readEntries, readJournal } from './journal-files.js';

const binding = {
  account: ACCOUNT,
  caller: `acs:ram::${ACCOUNT}:user/admin`,
  profile: null,
  region: 'cn-hangzhou',
  endpoints: {},
  sandbox: null,
};

function open() {
  const header = { id: 'run1', command: ['setup'], binding, desired: [], changes: [] };
  return openJournal({ folder: temporaryFolder(), clock: fakeClock(), header });
}

describe('the journal of a plan', () => {
  it('is readable by its owner alone', async () => {
    const journal = await open();
    await journal.end(0);
    expect(statSync(journal.path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(journal.path)).mode & 0o777).toBe(0o700);
  });

  it('has each write call on the disk before it is sent, and its answer after', async () => {
    const cloud = new FakeCloud();
    const [id = ''] = cloud.putInstances(1);
    const journal = await open();
    const seen: string[] = [];
    cloud.onWrite = (action) => {
      const { open: unanswered } = readJournal(journal.path);
      expect(unanswered.map((before) => before.action.split(':')[1])).toContain(action);
      seen.push(action);
    };
    const desired = [aRole(), aPolicy(allow('oss:Get*')), anAttachment(), aGrant('alice'), carried(id)];
    const { outcomes } = await apply(cloud, desired, undefined, { journal });
    await journal.end(0);

    expect(outcomes.every((outcome) => outcome.status === 'done')).toBe(true);
    expect(seen).toHaveLength(6);
    const { befores, afters, open: unanswered, entries } = readJournal(journal.path);
    expect(befores).toHaveLength(6);
    expect(unanswered).toEqual([]);
    const requests = outcomes.flatMap((outcome) => outcome.requestIds).toSorted();
    expect(afters.map((after) => after.requestId).toSorted()).toEqual(requests);
    expect(entries.at(-1)).toMatchObject({ type: 'end', exitCode: 0 });
  });

  it('holds the state that the last look before the write found, not the one of the plan', async () => {
    const cloud = new FakeCloud();
    const trust = (service: string) =>
      `{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"${service}"}}]}`;
    cloud.putRole({ RoleName: 'Reader', AssumeRolePolicyDocument: trust('fc.aliyuncs.com'), MaxSessionDuration: 7200 });
    const journal = await open();
    await apply(
      cloud,
      [{ kind: 'trust-policy', roleName: 'Reader', addServices: ['ecs.aliyuncs.com'] }],
      () => void cloud.putRole({ RoleName: 'Reader', AssumeRolePolicyDocument: trust('oos.aliyuncs.com') }),
      { journal },
    );
    await journal.end(0);
    expect(readJournal(journal.path).befores).toMatchObject([
      { before: [{ AssumeRolePolicyDocument: trust('oos.aliyuncs.com'), MaxSessionDuration: 3600 }] },
    ]);
  });

  it('says how each call ended: unknown, failed, and what failed inside a success', async () => {
    const cloud = new FakeCloud();
    cloud.putRole({ RoleName: 'Reader' });
    const [good = '', bad = ''] = cloud.putInstances(2);
    cloud.failing.set(bad, 'InvalidInstanceId.NotFound');
    cloud.addFaults('AttachInstanceRamRole', { when: 'before', error: unknownOutcome() });
    const instances = await open();
    const { outcomes } = await apply(cloud, [carried(good), carried(bad)], undefined, { journal: instances });
    await instances.end(6);
    const failed = outcomes.find((outcome) => outcome.status === 'failed')?.change.id ?? '';
    expect(readJournal(instances.path).afters).toMatchObject([
      { call: 1, outcome: 'unknown' },
      { call: 2, outcome: 'done', failures: { [failed]: 'InvalidInstanceId.NotFound' } },
    ]);

    cloud.addFaults('CreatePolicy', { when: 'before', error: apiError('LimitExceeded.Policy', 5) });
    const policies = await open();
    await apply(cloud, [aPolicy(allow('oss:Get*'))], undefined, { journal: policies });
    await policies.end(5);
    expect(readJournal(policies.path).afters).toMatchObject([
      { call: 1, outcome: 'failed', code: 'LimitExceeded.Policy', requestId: 'request-of-the-error' },
    ]);
  });

  it('holds of a change only what its kind allows', async () => {
    const journal = await open();
    const desired = aPolicy(allow('oss:Get*'));
    const step = { action: 'ram:CreatePolicy', target: 'custom/Own', clientToken: 'token-1' };
    const before = { PolicyName: 'Own', CredentialConfig: 'a secret' };
    const change = { op: 'update', before, after: before, steps: [step], notices: [], target: 'custom/Own' } as const;
    await journal.before([{ ...change, id: 'c1', kind: 'custom-policy', desired }], step, ['PolicyName']);
    await journal.end(0);
    const text = readFileSync(journal.path, 'utf8');
    expect(text).not.toContain('CredentialConfig');
    expect(text).not.toContain('a secret');
    expect(readEntries(text)[1]).toMatchObject({ before: [{ PolicyName: 'Own' }], clientToken: 'token-1' });
  });
});

describe('the journal of a command', () => {
  it('holds account, caller, region, endpoints, sandbox, command and desired state, and no credential', async () => {
    const world = await openWorld();
    const argv = ['setup', 'Reader', '--service', 'ecs', '--instance', 'i-bp1sandbox0001', '--yes'];
    expect((await world.run([...argv, '--output', 'json'])).exitCode).toBe(0);
    const [path = ''] = journalPaths(world.stateFolder);
    const { header, open: unanswered, entries } = readJournal(path);
    const host = new URL(world.sandbox.url).host;
    expect(header).toMatchObject({
      type: 'run',
      schema: 'ramrole.journal/1',
      command: [...argv, '--output', 'json'],
      binding: {
        account: world.sandbox.accountId,
        caller: `acs:ram::${world.sandbox.accountId}:user/admin`,
        region: 'cn-hangzhou',
        endpoints: { ram: host, ecs: host, sts: host },
        sandbox: world.folder,
      },
      desired: [
        { kind: 'role', roleName: 'Reader', services: ['ecs.aliyuncs.com'] },
        { kind: 'trust-policy', addServices: ['ecs.aliyuncs.com'] },
        { kind: 'instance-role', instance: { id: 'i-bp1sandbox0001', region: 'cn-hangzhou' } },
      ],
    });
    expect(unanswered).toEqual([]);
    expect(entries.at(-1)).toMatchObject({ type: 'end', exitCode: 0 });
    const { accessKeyId = '-', accessKeySecret = '-' } = await world.sandbox.identity();
    const text = readFileSync(path, 'utf8');
    expect(text).not.toContain(accessKeyId);
    expect(text).not.toContain(accessKeySecret);
  });

  it('ends with the exit code of a plan that failed', async () => {
    const world = await openWorld();
    const argv = ['setup', 'SandboxEcsReader', '--instance', 'i-bp1sandbox0001', '--yes'];
    expect((await world.run(argv, { as: 'user/alice' })).exitCode).toBe(3);
    const [path = ''] = journalPaths(world.stateFolder);
    expect(readJournal(path).entries.slice(-2)).toMatchObject([
      { type: 'after', outcome: 'failed', code: 'InvalidUser.PassRoleForbidden' },
      { type: 'end', exitCode: 3 },
    ]);
  });

  it('is not begun by a dry run, by nothing to do, or by a question that nobody answered', async () => {
    const world = await openWorld();
    const argv = ['setup', 'Reader', '--service', 'ecs'];
    expect((await world.run([...argv, '--dry-run'])).exitCode).toBe(0);
    expect((await world.run(argv)).exitCode).toBe(2);
    expect(journalPaths(world.stateFolder)).toEqual([]);
    await world.run([...argv, '--yes']);
    await world.run([...argv, '--yes']);
    expect(journalPaths(world.stateFolder)).toHaveLength(1);
  });
});
