import type { Cloud, EcsInstance } from '../../cloud/ports.js';
import { ConflictError } from '../../errors.js';
import { SERVICES } from '../../model/service-principal.js';
import type { InstanceTarget } from './target.js';

/** ECS: VPC instances only, one role each. */
export const ecsTarget: InstanceTarget = {
  service: SERVICES.ecs,
  attachAction: 'ecs:AttachInstanceRamRole',
  // AttachInstanceRamRole takes 1–100 ids.
  batchSize: 100,

  async observeMany(cloud, region, ids) {
    const instances = await carryingInstances(cloud, region, ids);
    return instances.map(({ InstanceId, RamRoleName, InstanceNetworkType }) => ({
      id: InstanceId,
      roleName: RamRoleName,
      refusal: InstanceNetworkType === 'classic' ? classicNetwork(InstanceId, region) : undefined,
    }));
  },

  attachMany: async (cloud, region, roleName, ids) => (await cloud.ecs(region)).attachInstanceRole(roleName, ids),
};

/** An ECS instance with the role that it carries; empty for none, as the API writes it. */
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

function classicNetwork(id: string, region: string): ConflictError {
  return new ConflictError(`${id}@${region} is in the classic network; only VPC instances carry roles.`, {
    hint: 'Migrate the instance to a VPC, or leave it out.',
  });
}
