import type { Cloud, EcsInstance } from './ports.js';

/** An instance with the role that it carries; empty for none, as the API writes it. */
export interface CarryingInstance extends EcsInstance {
  readonly RamRoleName: string;
}

/** The region's instances, or those of the ids that exist, each with its role. */
export async function carryingInstances(
  cloud: Cloud,
  region: string,
  ids?: readonly string[],
): Promise<CarryingInstance[]> {
  const ecs = await cloud.ecs(region);
  const instances = await ecs.describeInstances(ids);
  // One classic instance among them fails the whole DescribeInstanceRamRole call (cloud-api §3).
  const capable = instances.filter((one) => one.InstanceNetworkType !== 'classic').map((one) => one.InstanceId);
  const roles = capable.length > 0 ? await ecs.describeInstanceRoles(capable) : new Map<string, string>();
  return instances.map((one) => ({ ...one, RamRoleName: roles.get(one.InstanceId) ?? '' }));
}
