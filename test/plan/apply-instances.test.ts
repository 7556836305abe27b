import { describe, expect, it } from 'vitest';
import { apply, aRole, carried, errors, statuses } from './apply-fixture.js';
import { FakeCloud } from './fake-cloud.js';
import { apiError, unknownOutcome } from './fake-errors.js';

const notFound = () => ({ when: 'before', error: apiError('InvalidRamRole.NotFound', 4) }) as const;

describe('instances in batches', () => {
  it('puts a hundred on one call, and never two regions', async () => {
    const cloud = new FakeCloud();
    cloud.putRole({ RoleName: 'Reader' });
    const south = cloud.putInstances(250, 'cn-hangzhou');
    const north = cloud.putInstances(101, 'cn-beijing');
    const applied = await apply(cloud, [
      ...south.map((id) => carried(id, 'cn-hangzhou')),
      ...north.map((id) => carried(id, 'cn-beijing')),
    ]);
    expect(new Set(statuses(applied))).toEqual(new Set(['done']));
    expect(cloud.writes.map((call) => call.names.length).toSorted((a, b) => a - b)).toEqual([1, 50, 100, 100, 100]);
    expect(cloud.carried.size).toBe(351);
    for (const { names } of cloud.writes) expect(new Set(names.map((id) => id.slice(0, 4))).size).toBe(1);
    // Looking costs two calls a batch and look, not one an instance.
    expect(cloud.reads).toBeLessThan(20);
  });

  it('takes a failure inside an HTTP 200 as the failure of that instance alone', async () => {
    const cloud = new FakeCloud();
    cloud.putRole({ RoleName: 'Reader' });
    const [first = '', bad = '', last = ''] = cloud.putInstances(3);
    cloud.failing.set(bad, 'InvalidInstanceId.NotFound');
    const applied = await apply(cloud, [carried(first), carried(bad), carried(last)]);
    expect(statuses(applied)).toEqual(['done', 'failed', 'done']);
    expect(errors(applied)).toMatchObject([
      { code: 'InvalidInstanceId.NotFound', exitCode: 4, requestId: 'request-1' },
    ]);
    expect(cloud.writes).toHaveLength(1);
  });

  it('tries again only those that an unanswered call left without the role', async () => {
    const cloud = new FakeCloud();
    cloud.putRole({ RoleName: 'Reader' });
    const ids = cloud.putInstances(3);
    cloud.addFaults('AttachInstanceRamRole', { when: 'before', error: unknownOutcome() });
    cloud.onWrite = () => cloud.carried.set(ids[0] ?? '', 'Reader');
    const applied = await apply(
      cloud,
      ids.map((id) => carried(id)),
    );
    expect(statuses(applied)).toEqual(['done', 'done', 'done']);
    expect(cloud.writes.map((call) => call.names)).toEqual([ids, ids.slice(1)]);
  });

  it('does not put a role on an instance that was given another one meanwhile', async () => {
    const cloud = new FakeCloud();
    cloud.putRole({ RoleName: 'Reader' });
    const [taken = '', free = ''] = cloud.putInstances(2);
    const applied = await apply(cloud, [carried(taken), carried(free)], () => void cloud.carried.set(taken, 'Other'));
    expect(statuses(applied)).toEqual(['failed', 'done']);
    expect(errors(applied)).toMatchObject([{ exitCode: 5, next: expect.stringContaining('instance replace') }]);
    expect(cloud.writes.map((call) => call.names)).toEqual([[free]]);
  });
});

describe('a role that ECS does not know', () => {
  it('is waited for when this plan has just made it', async () => {
    const cloud = new FakeCloud();
    const [id = ''] = cloud.putInstances(1);
    cloud.addFaults('AttachInstanceRamRole', notFound(), notFound(), notFound());
    const applied = await apply(cloud, [aRole(), carried(id)]);
    expect(statuses(applied)).toEqual(['done', 'done']);
    expect(cloud.writes.filter((call) => call.action === 'AttachInstanceRamRole')).toHaveLength(4);
  });

  it('is waited for within a bound', async () => {
    const cloud = new FakeCloud();
    const [id = ''] = cloud.putInstances(1);
    cloud.addFaults('AttachInstanceRamRole', ...Array.from({ length: 100 }, notFound));
    const applied = await apply(cloud, [aRole(), carried(id)]);
    expect(statuses(applied)).toEqual(['done', 'failed']);
    expect(errors(applied)).toMatchObject([{ code: 'InvalidRamRole.NotFound', exitCode: 4 }]);
    expect(applied.waited).toBeGreaterThanOrEqual(60_000);
    expect(applied.waited).toBeLessThan(70_000);
  });

  it('is an error at once when it was there before', async () => {
    const cloud = new FakeCloud();
    cloud.putRole({ RoleName: 'Reader' });
    const [id = ''] = cloud.putInstances(1);
    cloud.addFaults('AttachInstanceRamRole', notFound());
    const applied = await apply(cloud, [carried(id)]);
    expect(errors(applied)).toMatchObject([{ code: 'InvalidRamRole.NotFound' }]);
    expect(cloud.writes).toHaveLength(1);
    expect(applied.waited).toBe(0);
  });
});
