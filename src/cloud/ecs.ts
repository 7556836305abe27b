import { inBatches, withoutMissing } from './batches.js';
import type { Caller } from './caller.js';
import { type ClientSettings, clientConfig } from './client-config.js';
import { toInstance, toResults } from './ecs-shapes.js';
import { collectPages } from './paginate.js';
import type { EcsPort } from './ports.js';
import { commonJs } from './sdk.js';

/** The largest number of ids, and of instances in an answer, that the API takes (cloud-api §3). */
const DESCRIBE_MAX = 100;
const DESCRIBE_ROLE_MAX = 50;

/** ECS 2014-05-26 in `settings.region`, on the official SDK. */
export async function openEcs(settings: ClientSettings, call: Caller): Promise<EcsPort> {
  const sdk = commonJs(await import('@alicloud/ecs20140526'));
  const client = new sdk.default(await clientConfig(settings));
  const regionId = settings.region;

  const describe = (ids?: readonly string[]) =>
    collectPages({ product: 'ECS', action: 'DescribeInstances' }, async (nextToken) => {
      const request = new sdk.DescribeInstancesRequest({
        regionId,
        maxResults: DESCRIBE_MAX,
        nextToken,
        instanceIds: ids && JSON.stringify(ids),
      });
      const send = () => client.describeInstances(request);
      const body = await call('DescribeInstances', { region: regionId }, send, (answer) => answer.instances);
      return { items: (body.instances?.instance ?? []).map(toInstance), next: body.nextToken };
    });

  const describeRoles = async (ids: readonly string[]) => {
    const request = new sdk.DescribeInstanceRamRoleRequest({
      regionId,
      instanceIds: JSON.stringify(ids),
      pageSize: DESCRIBE_ROLE_MAX,
    });
    const send = () => client.describeInstanceRamRole(request);
    const names = { region: regionId, ...only(ids) };
    const body = await call('DescribeInstanceRamRole', names, send, (answer) => answer.instanceRamRoleSets);
    return body.instanceRamRoleSets?.instanceRamRoleSet ?? [];
  };

  return {
    region: regionId,
    listRegions: async () => {
      const send = () => client.describeRegions(new sdk.DescribeRegionsRequest({}));
      const body = await call('DescribeRegions', {}, send, (answer) => answer.regions?.region);
      return (body.regions?.region ?? []).flatMap((region) => region.regionId ?? []);
    },
    describeInstances: async (ids) => {
      if (ids === undefined) return await describe();
      return (await inBatches(ids, DESCRIBE_MAX, (batch) => withoutMissing(batch, describe))).flat();
    },
    describeInstanceRoles: async (ids) => {
      const sets = await inBatches(ids, DESCRIBE_ROLE_MAX, (batch) => withoutMissing(batch, describeRoles));
      const roles = new Map<string, string>();
      for (const { instanceId, ramRoleName } of sets.flat()) {
        if (instanceId && ramRoleName) roles.set(instanceId, ramRoleName);
      }
      return roles;
    },
    attachInstanceRole: async (roleName, ids) => {
      const request = new sdk.AttachInstanceRamRoleRequest({
        regionId,
        ramRoleName: roleName,
        instanceIds: JSON.stringify(ids),
      });
      const send = () => client.attachInstanceRamRole(request);
      const names = { region: regionId, RamRoleName: roleName, ...only(ids) };
      const body = await call('AttachInstanceRamRole', names, send, (answer) => answer.attachInstanceRamRoleResults);
      return { requestId: body.requestId ?? '', results: toResults(ids, body) };
    },
  };
}

/** The id when there is only one: a refusal can then name the instance. */
function only(ids: readonly string[]): Record<string, string> {
  return ids.length === 1 ? { InstanceId: ids[0] as string } : {};
}
