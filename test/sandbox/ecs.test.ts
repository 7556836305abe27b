import { describe, expect, it } from 'vitest';
import { as, ECS_TRUST, ecs, failure, fresh, ram } from './sandbox-fixture.js';

const REGION = 'cn-hangzhou';
const FREE = 'i-bp1sandbox0001';
const TAKEN = 'i-bp1sandbox0004';
const CLASSIC = 'i-bp1sandbox0009';

const attachOf = (ids: readonly string[], ramRoleName = 'SandboxEcsReader', regionId = REGION) =>
  new ecs.AttachInstanceRamRoleRequest({ regionId, ramRoleName, instanceIds: JSON.stringify(ids) });
const describeOf = (more: object, regionId = REGION) => new ecs.DescribeInstanceRamRoleRequest({ regionId, ...more });

describe('instance RAM roles', () => {
  it('attaches what it can and tells the rest per instance, inside a 200', async () => {
    const { ecs: client } = await as(await fresh());
    const north = attachOf(['i-2zesandbox0001'], 'SandboxEcsReader', 'cn-beijing');
    expect((await client.attachInstanceRamRole(north)).body?.failCount).toBe(0);
    const carriers = await client.describeInstanceRamRole(describeOf({ ramRoleName: 'SandboxEcsReader' }));
    expect(carriers.body?.totalCount).toBe(1);
    const { body } = await client.attachInstanceRamRole(attachOf([FREE, TAKEN], 'sandboxecsreader'));
    expect(body).toMatchObject({ totalCount: 2, failCount: 1, ramRoleName: 'SandboxEcsReader' });
    const results = body?.attachInstanceRamRoleResults?.attachInstanceRamRoleResult ?? [];
    expect(results[0]).toMatchObject({ instanceId: FREE, code: '200', message: 'success', success: true });
    expect(results[1]).toMatchObject({ instanceId: TAKEN, code: 'InvalidInstance.RamRoleAttached', success: false });
    const seen = await client.describeInstanceRamRole(
      describeOf({ instanceIds: JSON.stringify([FREE, 'i-bp1sandbox0002']) }),
    );
    expect(seen.body?.instanceRamRoleSets?.instanceRamRoleSet).toEqual([
      expect.objectContaining({ instanceId: FREE, ramRoleName: 'SandboxEcsReader' }),
    ]);
    const byRole = await client.describeInstanceRamRole(
      describeOf({ ramRoleName: 'SANDBOXecsreader', pageSize: 1, pageNumber: 2 }),
    );
    expect(byRole.body).toMatchObject({ totalCount: 2 });
    expect(byRole.body?.instanceRamRoleSets?.instanceRamRoleSet?.length).toBe(1);
  });

  it('answers each mistake with its code, and changes nothing', async () => {
    const sandbox = await fresh();
    const { ecs: client, ram: roles } = await as(sandbox);
    const pai = ECS_TRUST.replace('ecs.aliyuncs', 'pai.aliyuncs');
    await roles.createRole(new ram.CreateRoleRequest({ roleName: 'PaiOnly', assumeRolePolicyDocument: pai }));
    const bad = (instanceIds: string) =>
      new ecs.AttachInstanceRamRoleRequest({ regionId: REGION, ramRoleName: 'PaiOnly', instanceIds });
    const cases: [Promise<unknown>, number, string][] = [
      [client.attachInstanceRamRole(attachOf([FREE, 'i-ghost'])), 404, 'InvalidInstanceId.NotFound'],
      [
        client.attachInstanceRamRole(attachOf([FREE], 'SandboxEcsReader', 'cn-beijing')),
        404,
        'InvalidInstanceId.NotFound',
      ],
      [client.attachInstanceRamRole(attachOf([FREE], 'SandboxEcsReader', 'cn-mars')), 404, 'InvalidRegionId.NotFound'],
      [client.attachInstanceRamRole(attachOf([FREE, CLASSIC])), 403, 'InvalidNetworkType.MismatchRamRole'],
      [client.attachInstanceRamRole(attachOf([FREE], 'Ghost')), 404, 'InvalidRamRole.NotFound'],
      [client.attachInstanceRamRole(attachOf([FREE], 'PaiOnly')), 404, 'InvalidRamRole.NotEcsRole'],
      [client.attachInstanceRamRole(bad(FREE)), 400, 'InvalidInstanceIds.Malformed'],
      [
        client.attachInstanceRamRole(attachOf(Array.from({ length: 101 }, (_, n) => `i-${n}`))),
        400,
        'InvalidInstanceIds.Malformed',
      ],
      [client.attachInstanceRamRole(bad('')), 400, 'MissingParameter.InstanceIds'],
      [client.describeInstanceRamRole(describeOf({})), 403, 'InvalidParameter.AllEmpty'],
      [
        client.describeInstanceRamRole(
          describeOf({ instanceIds: JSON.stringify(Array.from({ length: 51 }, (_, n) => `i-${n}`)) }),
        ),
        400,
        'InvalidInstanceIds.Malformed',
      ],
    ];
    for (const [call, status, code] of cases) expect(await failure(call), code).toMatchObject({ status, code });
    const free = await client.describeInstanceRamRole(describeOf({ instanceIds: JSON.stringify([FREE]) }));
    expect(free.body?.totalCount).toBe(0);
  });

  it('pages instances that are named by id, too', async () => {
    const { ecs: client } = await as(await fresh());
    const ids = [6, 2, 4, 1, 5, 3].map((n) => `i-bp1sandbox000${n}`);
    const seen: (string | undefined)[][] = [];
    for (let nextToken: string | undefined; nextToken !== ''; ) {
      const request = { regionId: REGION, instanceIds: JSON.stringify(ids), maxResults: 4, nextToken };
      const { body } = await client.describeInstances(
        new ecs.DescribeInstancesRequest(nextToken === undefined ? { ...request, nextToken: '' } : request),
      );
      seen.push((body?.instances?.instance ?? []).map((row) => row.instanceId));
      nextToken = body?.nextToken ?? '';
    }
    expect(seen.map((page) => page.length)).toEqual([4, 2]);
    expect(seen.flat().sort()).toEqual([...ids].sort());
    const many = [...ids, ...Array.from({ length: 94 }, (_, n) => `i-ghost${n}`)];
    const all = { regionId: REGION, instanceIds: JSON.stringify(many), maxResults: 100 };
    const { body } = await client.describeInstances(new ecs.DescribeInstancesRequest(all));
    expect([body?.instances?.instance?.length, body?.pageSize, body?.nextToken]).toEqual([6, 100, '']);
  });

  it('detaches, naming what was there', async () => {
    const { ecs: client } = await as(await fresh());
    const detach = new ecs.DetachInstanceRamRoleRequest({ regionId: REGION, instanceIds: JSON.stringify([TAKEN]) });
    const { body } = await client.detachInstanceRamRole(detach);
    expect(body?.failCount).toBe(0);
    const [result] = body?.detachInstanceRamRoleResults?.detachInstanceRamRoleResult ?? [];
    expect(result?.instanceRamRoleSets?.instanceRamRoleSet?.[0]?.ramRoleName).toBe('SandboxEcsReader');
    expect((await client.attachInstanceRamRole(attachOf([TAKEN]))).body?.failCount).toBe(0);
  });

  it('follows its guesses', async () => {
    const named = await as(
      await fresh({ guesses: { instanceWithoutRole: 'empty name', attachSuccessField: 'absent' } }),
    );
    const seen = await named.ecs.describeInstanceRamRole(describeOf({ instanceIds: JSON.stringify([FREE]) }));
    expect(seen.body?.instanceRamRoleSets?.instanceRamRoleSet?.[0]).toMatchObject({
      instanceId: FREE,
      ramRoleName: '',
    });
    const { body } = await named.ecs.attachInstanceRamRole(attachOf([FREE]));
    expect(body?.attachInstanceRamRoleResults?.attachInstanceRamRoleResult?.[0]?.success).toBeUndefined();
    const same = await as(
      await fresh({ guesses: { attachSameRole: 'success', attachOverRole: 'OperationConflict.RamRoleExists' } }),
    );
    expect((await same.ecs.attachInstanceRamRole(attachOf([TAKEN]))).body?.failCount).toBe(0);
  });
});

describe('DescribeInstances', () => {
  const list = (more: object = {}, regionId = REGION) => new ecs.DescribeInstancesRequest({ regionId, ...more });

  it('pages by token and by number, and filters', async () => {
    const { ecs: client } = await as(await fresh());
    const ids: string[] = [];
    let nextToken = '';
    do {
      const { body } = await client.describeInstances(list({ maxResults: 3, ...(nextToken && { nextToken }) }));
      expect(body?.instances?.instance?.length).toBeLessThanOrEqual(3);
      ids.push(...(body?.instances?.instance ?? []).map((row) => row.instanceId ?? ''));
      nextToken = body?.nextToken ?? '';
    } while (nextToken !== '');
    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 9].map((n) => `i-bp1sandbox000${n}`));
    const second = await client.describeInstances(list({ pageNumber: 2, pageSize: 5 }));
    expect(second.body).toMatchObject({ totalCount: 7, pageNumber: 2, pageSize: 5 });
    expect(second.body?.instances?.instance?.map((row) => row.instanceId)).toEqual(ids.slice(5));
    const only = async (more: object) =>
      (await client.describeInstances(list(more))).body?.instances?.instance?.map((row) => row.instanceId?.slice(-1));
    expect(await only({ status: 'Stopped' })).toEqual(['6']);
    expect(await only({ instanceNetworkType: 'classic' })).toEqual(['9']);
    expect(await only({ instanceName: 'web-*' })).toEqual(['1', '2']);
    expect(await only({ tag: [new ecs.DescribeInstancesRequestTag({ key: 'env', value: 'prod' })] })).toEqual([
      '3',
      '4',
      '5',
    ]);
    expect(await only({ status: 'Running', maxResults: 10 })).toEqual(['1', '2', '3', '4', '5', '9']);
    expect(await only({ instanceIds: '["i-bp1sandbox0002","i-ghost","i-2zesandbox0001"]' })).toEqual(['2']);
    expect((await failure(client.describeInstances(list({ nextToken: 'x' })))).code).toBe('InvalidParameter.NextToken');
  });

  it('prints instances in the API’s fields, with metadata options on request', async () => {
    const { ecs: client } = await as(await fresh());
    const one = list({ instanceIds: '["i-bp1sandbox0005"]', additionalAttributes: ['META_OPTIONS'] });
    const [row] = (await client.describeInstances(one)).body?.instances?.instance ?? [];
    expect(row).toMatchObject({
      instanceName: 'hardened',
      status: 'Running',
      instanceNetworkType: 'vpc',
      regionId: REGION,
      vpcAttributes: { vpcId: 'vpc-sandbox-cn-hangzhou' },
      metadataOptions: { httpTokens: 'required', httpEndpoint: 'enabled' },
      tags: { tag: [{ tagKey: 'env', tagValue: 'prod' }] },
    });
    const regions = await client.describeRegions(new ecs.DescribeRegionsRequest({}));
    expect(regions.body?.regions?.region?.map((entry) => entry.regionId)).toEqual(['cn-hangzhou', 'cn-beijing']);
  });
});
