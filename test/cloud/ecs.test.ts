import { afterEach, describe, expect, it } from 'vitest';
import { openScripted, type Scripted } from './open-scripted.js';
import { apiError, type Reply, type Script } from './scripted-server.js';

let opened: Scripted | undefined;
afterEach(async () => {
  await opened?.server.close();
});

async function ecs(script: Script) {
  opened = await openScripted(script);
  return { port: await opened.cloud.ecs('cn-beijing'), seen: opened.server.seen };
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => `i-${index}`);
const instances = (...list: object[]): Reply => ({ body: { RequestId: 'r', Instances: { Instance: list } } });

describe('describeInstances', () => {
  it("answers in the API's field names", async () => {
    const { port, seen } = await ecs({
      DescribeInstances: instances({
        InstanceId: 'i-1',
        InstanceName: 'web',
        RegionId: 'cn-beijing',
        ZoneId: 'cn-beijing-a',
        Status: 'Running',
        InstanceType: 'ecs.g7.large',
        InstanceNetworkType: 'vpc',
        VpcAttributes: { VpcId: 'vpc-1' },
        CreationTime: '2026-01-01T00:00Z',
        Tags: { Tag: [{ TagKey: 'team', TagValue: 'a' }] },
      }),
    });
    expect(await port.describeInstances()).toEqual([
      {
        InstanceId: 'i-1',
        InstanceName: 'web',
        RegionId: 'cn-beijing',
        ZoneId: 'cn-beijing-a',
        Status: 'Running',
        InstanceType: 'ecs.g7.large',
        InstanceNetworkType: 'vpc',
        VpcId: 'vpc-1',
        CreationTime: '2026-01-01T00:00Z',
        Tags: { team: 'a' },
      },
    ]);
    expect(seen[0]?.query).toEqual({ RegionId: 'cn-beijing', MaxResults: '100' });
  });

  it('follows NextToken, and does not follow one that repeats', async () => {
    const page = (NextToken: string, InstanceId: string): Reply => ({
      body: { RequestId: 'r', NextToken, Instances: { Instance: [{ InstanceId }] } },
    });
    const first = await ecs({ DescribeInstances: [page('t1', 'i-1'), page('', 'i-2')] });
    expect((await first.port.describeInstances()).map(({ InstanceId }) => InstanceId)).toEqual(['i-1', 'i-2']);
    await opened?.server.close();
    const second = await ecs({ DescribeInstances: page('t1', 'i-1') });
    await expect(second.port.describeInstances()).rejects.toMatchObject({ exitCode: 7 });
    expect(second.seen).toHaveLength(2);
  });

  it('asks for at most 100 ids at once', async () => {
    const { port, seen } = await ecs({ DescribeInstances: instances() });
    await port.describeInstances(ids(250));
    const sizes = seen.map(({ query }) => JSON.parse(query['InstanceIds'] ?? '[]').length);
    expect(sizes.sort()).toEqual([100, 100, 50]);
  });

  it('makes no call for no ids', async () => {
    const { port, seen } = await ecs({});
    expect(await port.describeInstances([])).toEqual([]);
    expect(await port.describeInstanceRoles([])).toEqual(new Map());
    expect(seen).toEqual([]);
  });
});

describe('describeInstanceRoles', () => {
  const sets = (...InstanceRamRoleSet: object[]): Reply => ({
    body: { RequestId: 'r', InstanceRamRoleSets: { InstanceRamRoleSet } },
  });

  it('leaves out instances without a role, whether missing or with an empty name', async () => {
    const { port, seen } = await ecs({
      DescribeInstanceRamRole: sets({ InstanceId: 'i-0', RamRoleName: 'A' }, { InstanceId: 'i-1', RamRoleName: '' }),
    });
    expect(await port.describeInstanceRoles(ids(3))).toEqual(new Map([['i-0', 'A']]));
    expect(seen[0]?.query).toEqual({
      RegionId: 'cn-beijing',
      InstanceIds: '["i-0","i-1","i-2"]',
      PageSize: '50',
    });
  });

  it('asks for at most 50 ids at once', async () => {
    const { port, seen } = await ecs({ DescribeInstanceRamRole: sets() });
    await port.describeInstanceRoles(ids(120));
    expect(seen.map(({ query }) => JSON.parse(query['InstanceIds'] ?? '[]').length).sort()).toEqual([20, 50, 50]);
  });

  it('finds the instances that exist although one does not', async () => {
    const missing = apiError(404, 'InvalidInstanceId.NotFound', 'The specified instanceId does not exist');
    const { port, seen } = await ecs({
      // [0,1,2] fails, [0,1] holds i-0, [2] fails alone.
      DescribeInstanceRamRole: [missing, sets({ InstanceId: 'i-0', RamRoleName: 'A' }), missing],
    });
    expect(await port.describeInstanceRoles(ids(3))).toEqual(new Map([['i-0', 'A']]));
    expect(seen.map(({ query }) => query['InstanceIds'])).toEqual(['["i-0","i-1","i-2"]', '["i-0","i-1"]', '["i-2"]']);
  });
});

describe('attachInstanceRole', () => {
  const results = (...AttachInstanceRamRoleResult: object[]): Reply => ({
    body: { RequestId: 'REQ-A', FailCount: 1, AttachInstanceRamRoleResults: { AttachInstanceRamRoleResult } },
  });

  it('takes success from Success, else from Code, and never from silence', async () => {
    const { port, seen } = await ecs({
      AttachInstanceRamRole: results(
        { InstanceId: 'i-0', Code: '200', Message: 'success', Success: true },
        { InstanceId: 'i-1', Code: '200', Message: 'success' },
        { InstanceId: 'i-2', Code: 'InvalidX', Message: 'no' },
        { InstanceId: 'i-3', Code: '200', Message: 'odd', Success: false },
      ),
    });
    const answer = await port.attachInstanceRole('EcsReader', ids(5));
    expect(answer.requestId).toBe('REQ-A');
    expect(answer.results.map(({ instanceId, success }) => [instanceId, success])).toEqual([
      ['i-0', true],
      ['i-1', true],
      ['i-2', false],
      ['i-3', false],
      ['i-4', false],
    ]);
    expect(answer.results[2]).toMatchObject({ code: 'InvalidX', message: 'no' });
    expect(seen[0]?.query).toEqual({
      RegionId: 'cn-beijing',
      RamRoleName: 'EcsReader',
      InstanceIds: '["i-0","i-1","i-2","i-3","i-4"]',
    });
  });

  it('calls an answer without results unreadable, not a success', async () => {
    const { port } = await ecs({ AttachInstanceRamRole: { body: { RequestId: 'r', TotalCount: 1, FailCount: 0 } } });
    await expect(port.attachInstanceRole('R', ['i-0'])).rejects.toMatchObject({ outcomeUnknown: true, exitCode: 7 });
  });

  it.each([
    ['InvalidNetworkType.MismatchRamRole', 403, 5],
    ['InvalidRamRole.NotFound', 404, 4],
    ['InvalidRamRole.NotEcsRole', 404, 5],
    ['InvalidInstanceId.NotFound', 404, 4],
  ])('%s', async (code, status, exitCode) => {
    const { port } = await ecs({ AttachInstanceRamRole: apiError(status, code, 'why.') });
    await expect(port.attachInstanceRole('R', ['i-0'])).rejects.toMatchObject({ code, exitCode });
  });
});

it('lists regions', async () => {
  const Regions = { Region: [{ RegionId: 'cn-hangzhou' }, { RegionId: 'cn-beijing' }] };
  const { port } = await ecs({ DescribeRegions: { body: { RequestId: 'r', Regions } } });
  expect(await port.listRegions()).toEqual(['cn-hangzhou', 'cn-beijing']);
});
