import { describe, expect, it } from 'vitest';
import { ConflictError } from '../../src/errors.js';
import { verifyPlan } from '../../src/plan/apply.js';
import { makePlan } from '../../src/plan/plan.js';
import {
  aGrant,
  allow,
  anAttachment,
  aPolicy,
  apply,
  aRole,
  aTrust,
  carried,
  errors,
  scopeOf,
  statuses,
} from './apply-fixture.js';
import { FakeCloud } from './fake-cloud.js';
import { apiError } from './fake-errors.js';

const READ = allow('oss:Get*');
const LIST = allow('oss:List*');
const actions = (cloud: FakeCloud) => cloud.writes.map((call) => call.action);

describe('applyPlan', () => {
  it('goes stage by stage and remembers each request', async () => {
    const cloud = new FakeCloud();
    const [id = ''] = cloud.putInstances(1);
    const applied = await apply(cloud, [carried(id), aGrant('alice'), anAttachment(), aPolicy(READ), aRole()]);
    expect(statuses(applied)).toEqual(Array(5).fill('done'));
    expect(actions(cloud).slice(0, 2).toSorted()).toEqual(['CreatePolicy', 'CreateRole']);
    expect(actions(cloud).at(-1)).toBe('AttachInstanceRamRole');
    for (const { change, requestIds } of applied.outcomes) expect(requestIds).toHaveLength(change.steps.length);
    expect(new Set(applied.outcomes.flatMap((outcome) => outcome.requestIds)).size).toBe(6);
  });

  it('finishes the stage in which something fails and leaves later stages not done', async () => {
    const cloud = new FakeCloud();
    const [id = ''] = cloud.putInstances(1);
    cloud.addFaults('CreatePolicy', { when: 'before', error: apiError('LimitExceeded.Policy', 5) });
    const applied = await apply(cloud, [aPolicy(READ), aRole(), anAttachment(), carried(id)]);
    const ended = applied.outcomes.map(({ change, status }) => [change.kind, status]);
    expect(ended).toEqual([
      ['custom-policy', 'failed'],
      ['role', 'done'],
      ['policy-attachment', 'not done'],
      ['instance-role', 'not done'],
    ]);
    expect(errors(applied)).toMatchObject([{ exitCode: 5, code: 'LimitExceeded.Policy' }]);
    expect(applied.outcomes[0]?.requestIds).toEqual(['request-of-the-error']);
    expect(actions(cloud).toSorted()).toEqual(['CreatePolicy', 'CreateRole']);
  });

  it('counts a lock that is not to be had as the failure of what waits for it, and of nothing else', async () => {
    const cloud = new FakeCloud();
    const applied = await apply(cloud, [aPolicy(READ, 'Held'), aRole()], undefined, {
      withLock: async (key, work) => {
        if (key === 'custom/Held') throw new ConflictError('Process 7 has it.');
        return work();
      },
    });
    expect(statuses(applied)).toEqual(['failed', 'done']);
    expect(actions(cloud)).toEqual(['CreateRole']);
  });

  it('keeps the report when a defect stops a change', async () => {
    const cloud = new FakeCloud();
    cloud.onWrite = () => {
      throw new TypeError('a defect');
    };
    const [error] = errors(await apply(cloud, [aRole()]));
    expect(error?.exitCode).toBe(1);
    expect(error?.message).toContain('a defect');
  });
});

describe('somebody else writes between the plan and its application', () => {
  it('refuses to replace a custom policy that was changed, and shows both documents', async () => {
    const cloud = new FakeCloud();
    cloud.putPolicy('Own', READ);
    const applied = await apply(cloud, [aPolicy(LIST)], () => cloud.putPolicy('Own', allow('oss:Put*')));
    const [error] = errors(applied);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error?.exitCode).toBe(5);
    expect(error?.hint).toContain('oss:Get*');
    expect(error?.hint).toContain('oss:Put*');
    expect(cloud.writes).toEqual([]);
    expect(cloud.documentOf('Own')).toBe(allow('oss:Put*'));
  });

  it('does not mind a custom policy that was only laid out anew', async () => {
    const cloud = new FakeCloud();
    cloud.putPolicy('Own', READ);
    const relaid = () => cloud.policies.get('Own')?.versions.splice(0);
    const applied = await apply(cloud, [aPolicy(LIST)], () => {
      relaid();
      cloud.putPolicy('Own', JSON.stringify(JSON.parse(READ), null, 4));
    });
    expect(statuses(applied)).toEqual(['done']);
    expect(cloud.documentOf('Own')).toBe(LIST);
  });

  it.each([
    ['a role', aRole(), (cloud: FakeCloud) => void cloud.putRole({ RoleName: 'Reader' })],
    ['a custom policy', aPolicy(LIST), (cloud: FakeCloud) => cloud.putPolicy('Own', LIST)],
  ])('counts %s that somebody else has made meanwhile as done, and writes nothing', async (_what, desired, make) => {
    const cloud = new FakeCloud();
    const applied = await apply(cloud, [desired], () => make(cloud));
    expect(applied.outcomes).toMatchObject([{ status: 'done', requestIds: [] }]);
    expect(cloud.writes).toEqual([]);
  });

  it('finds at the last reading that such a role trusts somebody else', async () => {
    const cloud = new FakeCloud();
    const desired = [aRole(), aTrust('ecs.aliyuncs.com')];
    const plan = await makePlan(desired, scopeOf(cloud));
    expect(plan.changes).toHaveLength(1);
    expect(statuses(await apply(cloud, desired, () => void cloud.putRole({ RoleName: 'Reader' })))).toEqual(['done']);
    await expect(verifyPlan(plan, { scope: scopeOf(cloud) })).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringContaining('trust-policy role/Reader'),
    });
  });

  it('does not take a role for done that was deleted meanwhile', async () => {
    const cloud = new FakeCloud();
    cloud.putRole({ RoleName: 'Reader' });
    const applied = await apply(cloud, [aTrust('ecs.aliyuncs.com')], () => cloud.roles.clear());
    expect(errors(applied)).toMatchObject([{ exitCode: 5, message: expect.stringContaining('deleted') }]);
    expect(cloud.writes).toEqual([]);
  });

  it('merges a trust edit that still applies, and keeps what came meanwhile', async () => {
    const cloud = new FakeCloud();
    const trust = (...services: string[]) =>
      JSON.stringify({
        Version: '1',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: services } }],
      });
    const before = { RoleName: 'Reader', MaxSessionDuration: 43_200, Description: 'kept' };
    cloud.putRole({ ...before, AssumeRolePolicyDocument: trust('fc.aliyuncs.com') });
    const applied = await apply(cloud, [aTrust('ecs.aliyuncs.com')], () => {
      cloud.putRole({ ...before, AssumeRolePolicyDocument: trust('fc.aliyuncs.com', 'pai.aliyuncs.com') });
    });
    expect(statuses(applied)).toEqual(['done']);
    // The report shows what was really written, not what was planned.
    expect(applied.outcomes[0]?.change.before?.AssumeRolePolicyDocument).toContain('pai.aliyuncs.com');
    expect(applied.outcomes[0]?.change.notices.join()).toContain('Merged with a change');
    const stored = JSON.parse(cloud.roles.get('Reader')?.AssumeRolePolicyDocument ?? '');
    expect(stored.Statement[0].Principal.Service).toEqual(['fc.aliyuncs.com', 'pai.aliyuncs.com', 'ecs.aliyuncs.com']);
    expect(cloud.updates).toMatchObject([{ NewMaxSessionDuration: 43_200, NewDescription: 'kept' }]);
  });

  it('writes nothing where the edit has been made meanwhile', async () => {
    const cloud = new FakeCloud();
    const applied = await apply(cloud, [anAttachment()], () => {
      const there = { PolicyName: 'own', PolicyType: 'Custom', Description: '', DefaultVersion: 'v1' } as const;
      cloud.attached.set('role/Reader', [there]);
    });
    expect(applied.outcomes).toMatchObject([{ status: 'done', requestIds: [] }]);
    expect(cloud.writes).toEqual([]);
  });

  it('is told by the last reading when something is gone again', async () => {
    const cloud = new FakeCloud();
    const plan = await makePlan([aRole()], scopeOf(cloud));
    cloud.putRole({ RoleName: 'Reader' });
    await verifyPlan(plan, { scope: scopeOf(cloud) });
    cloud.roles.clear();
    await expect(verifyPlan(plan, { scope: scopeOf(cloud) })).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringContaining('role role/Reader'),
    });
  });
});
