import { performance } from 'node:perf_hooks';
import { pid } from 'node:process';
import { expect, it } from 'vitest';
import { LocalCloud } from '../../src/sandbox/local-cloud.js';
import { putInstance } from '../../src/sandbox/population.js';
import { DEFAULT_INSTANCES } from '../../src/sandbox/population-instances.js';
import { as, ecs, fresh, temporaryFolder } from './sandbox-fixture.js';

const MANY = 50_000;
const REGION = 'cn-hangzhou';

/** A folder whose cloud has that many more instances. */
function populated(count: number): string {
  const dir = temporaryFolder();
  const cloud = new LocalCloud({ dir, clock: Date });
  const [like] = DEFAULT_INSTANCES;
  if (like === undefined) throw new Error('no default instance');
  cloud.transact(() => {
    for (let n = 0; n < count; n += 1) {
      putInstance(cloud.state, { ...like, InstanceId: idOf(n), CreationTime: '2026-01-01T00:00:00Z' });
    }
  });
  cloud.close();
  return dir;
}

const idOf = (n: number): string => `i-bp1many${String(n).padStart(6, '0')}`;

/** Median milliseconds of attach, describe, detach and a page from the middle, over HTTP with the official SDK. */
async function costs(count: number): Promise<number> {
  const sandbox = await fresh({ dir: populated(count), clock: Date, pid });
  const { ecs: client } = await as(sandbox);
  const times: number[] = [];
  for (let n = 0; n < 60; n += 1) {
    const instanceIds = JSON.stringify([idOf(Math.floor((count * n) / 60))]);
    const role = { regionId: REGION, ramRoleName: 'SandboxEcsReader', instanceIds };
    const nextToken = Buffer.from(`after:${Math.floor(count / 2)}`).toString('base64url');
    const started = performance.now();
    const attached = await client.attachInstanceRamRole(new ecs.AttachInstanceRamRoleRequest(role));
    await client.describeInstanceRamRole(new ecs.DescribeInstanceRamRoleRequest(role));
    await client.detachInstanceRamRole(new ecs.DetachInstanceRamRoleRequest(role));
    await client.describeInstances(new ecs.DescribeInstancesRequest({ regionId: REGION, maxResults: 10, nextToken }));
    times.push(performance.now() - started);
    expect(attached.body?.failCount).toBe(0);
  }
  return times.sort((a, b) => a - b)[30] as number;
}

it(`costs a call the same with 100 and with ${MANY} instances`, async () => {
  const few = await costs(100);
  const many = await costs(MANY);
  // A scan of 50,000 rows in any of the four calls would take several times as long.
  expect(many).toBeLessThan(few * 2.5 + 2);
}, 60_000);

it('walks all of them by token', async () => {
  const sandbox = await fresh({ dir: populated(2_000) });
  const { ecs: client } = await as(sandbox);
  const ids = new Set<string>();
  let nextToken = '';
  do {
    const request = { regionId: REGION, maxResults: 100, ...(nextToken === '' ? {} : { nextToken }) };
    const { body } = await client.describeInstances(new ecs.DescribeInstancesRequest(request));
    for (const row of body?.instances?.instance ?? []) ids.add(row.instanceId ?? '');
    expect(body?.totalCount).toBe(2_007);
    nextToken = body?.nextToken ?? '';
  } while (nextToken !== '');
  expect(ids.size).toBe(2_007);
});
