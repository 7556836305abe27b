import { describe, expect, it } from 'vitest';
import { aGrant, allow, aPolicy, apply, aRole, errors, statuses } from './apply-fixture.js';
import { FakeCloud } from './fake-cloud.js';
import { unknownOutcome } from './fake-errors.js';

const processed = (cloud: FakeCloud) => cloud.writes.filter((call) => call.processed).length;

describe('reads that lag behind writes', () => {
  it.each([1, 2, 5, 10])('sends one write that is only seen after %i looks', async (lag) => {
    const cloud = new FakeCloud();
    cloud.lag = lag;
    const applied = await apply(cloud, [aRole()]);
    expect(statuses(applied)).toEqual(['done']);
    expect(cloud.writes).toHaveLength(1);
    expect(applied.outcomes[0]?.requestIds).toEqual(['request-1']);
  });

  it('sends the steps of one change one after the other, each once', async () => {
    const cloud = new FakeCloud();
    cloud.lag = 8;
    const applied = await apply(cloud, [aGrant('alice')]);
    expect(statuses(applied)).toEqual(['done']);
    expect(cloud.writes.map((call) => call.action)).toEqual(['CreatePolicy', 'AttachPolicyToUser']);
  });

  it('gives up after two minutes without a second write, and says that it was written', async () => {
    const cloud = new FakeCloud();
    cloud.lag = Number.POSITIVE_INFINITY;
    const applied = await apply(cloud, [aRole()]);
    expect(statuses(applied)).toEqual(['failed']);
    expect(errors(applied)).toMatchObject([
      { exitCode: 5, message: expect.stringContaining('was written, but reads') },
    ]);
    expect(cloud.writes).toHaveLength(1);
    expect(applied.waited).toBeGreaterThanOrEqual(120_000);
    expect(applied.waited).toBeLessThan(130_000);
    expect(cloud.reads).toBeLessThan(50);
  });
});

describe('a write whose outcome is unknown', () => {
  it('is not repeated when it did happen', async () => {
    const cloud = new FakeCloud();
    cloud.addFaults('CreateRole', { when: 'after', error: unknownOutcome() });
    expect(statuses(await apply(cloud, [aRole()]))).toEqual(['done']);
    expect(cloud.writes).toHaveLength(1);
  });

  it('is not repeated either when the reads are a little late', async () => {
    const cloud = new FakeCloud();
    cloud.lag = 3;
    cloud.addFaults('CreateRole', { when: 'after', error: unknownOutcome() });
    expect(statuses(await apply(cloud, [aRole()]))).toEqual(['done']);
    expect(cloud.writes).toHaveLength(1);
  });

  it('is repeated when it did not happen, and then happens once', async () => {
    const cloud = new FakeCloud();
    cloud.addFaults('CreateRole', { when: 'before', error: unknownOutcome() });
    const applied = await apply(cloud, [aRole()]);
    expect(statuses(applied)).toEqual(['done']);
    expect(cloud.writes).toHaveLength(2);
    expect(processed(cloud)).toBe(1);
    expect(applied.waited).toBeGreaterThanOrEqual(3000);
  });

  it('takes "already exists" as the answer when the reads are late', async () => {
    const cloud = new FakeCloud();
    cloud.lag = 25;
    cloud.addFaults('CreateRole', { when: 'after', error: unknownOutcome() });
    expect(statuses(await apply(cloud, [aRole()]))).toEqual(['done']);
    expect(processed(cloud)).toBe(1);
    expect(cloud.writes).toHaveLength(2);
  });

  it('makes one new version of a policy, not two', async () => {
    const cloud = new FakeCloud();
    cloud.putPolicy('Own', allow('oss:Get*'));
    cloud.lag = 2;
    cloud.addFaults('CreatePolicyVersion', { when: 'after', error: unknownOutcome() });
    expect(statuses(await apply(cloud, [aPolicy(allow('oss:List*'))]))).toEqual(['done']);
    expect(cloud.policies.get('Own')?.versions.map((version) => version.VersionId)).toEqual(['v1', 'v2']);
  });

  it('is given up after four tries, with the code of the cause', async () => {
    const cloud = new FakeCloud();
    const fault = { when: 'before', error: unknownOutcome() } as const;
    cloud.addFaults('CreateRole', fault, fault, fault, fault, fault);
    const applied = await apply(cloud, [aRole()]);
    expect(statuses(applied)).toEqual(['failed']);
    expect(errors(applied)).toMatchObject([{ exitCode: 7 }]);
    expect(cloud.writes).toHaveLength(4);
  });
});
