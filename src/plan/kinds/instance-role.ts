import { type CarryingInstance, carryingInstances } from '../../cloud/carrying-instances.js';
import { failedInstance } from '../../cloud/errors.js';
import type { InstanceResult } from '../../cloud/ports.js';
import { ConflictError, NotFoundError, type RamroleError } from '../../errors.js';
import type { DesiredInstanceRole } from '../../model/desired-state.js';
import { formatInstance } from '../../model/instance.js';
import { sameName } from '../../model/name.js';
import { groupBy } from '../group-by.js';
import type { ChangeKind } from '../kind.js';

/** The role on an ECS instance. One role per instance; VPC instances only. */
export const instanceRoleKind: ChangeKind<DesiredInstanceRole, CarryingInstance | undefined> = {
  kind: 'instance-role',
  stage: 2,
  // AttachInstanceRamRole takes 1–100 ids.
  batchSize: 100,
  whenMoved: 'merge',
  journalFields: ['RamRoleName'],

  target: (desired) => formatInstance(desired.instance),
  lockKey: (desired) => `instances/${desired.instance.region}/${desired.roleName}`,

  async observeMany(desired, scope) {
    const regions = [...groupBy(desired, (one) => one.instance.region)];
    const found = await Promise.all(
      regions.map(([region, some]) => {
        const ids = [...new Set(some.map((one) => one.instance.id))];
        return carryingInstances(scope.cloud, region, ids);
      }),
    );
    const byId = new Map(found.flat().map((instance) => [instance.InstanceId, instance]));
    return desired.map((one) => byId.get(one.instance.id));
  },

  compare({ instance, roleName }, observed) {
    const address = formatInstance(instance);
    if (!observed) {
      throw new NotFoundError(`There is no instance ${instance.id} in ${instance.region}.`, {
        next: `ramrole instance list --region ${instance.region}`,
      });
    }
    if (observed.InstanceNetworkType === 'classic') {
      throw new ConflictError(`${address} is in the classic network; only VPC instances carry roles.`, {
        hint: 'Migrate the instance to a VPC, or leave it out.',
      });
    }
    if (observed.RamRoleName === '') {
      return {
        op: 'attach',
        before: { RamRoleName: '' },
        after: { RamRoleName: roleName },
        steps: [{ action: 'ecs:AttachInstanceRamRole', target: address }],
        notices: [],
      };
    }
    if (sameName(observed.RamRoleName, roleName)) return undefined;
    throw new ConflictError(`${address} carries the role ${observed.RamRoleName}; an instance carries one role.`, {
      hint: `To put ${roleName} in its place, detach ${observed.RamRoleName} first.`,
      next: `ramrole instance replace ${address} --role ${roleName}`,
    });
  },

  async write(batch, { cloud }) {
    const { region } = (batch[0] as (typeof batch)[number]).desired.instance;
    const roleName = (batch[0] as (typeof batch)[number]).desired.roleName;
    const ecs = await cloud.ecs(region);
    const ids = batch.map((one) => one.desired.instance.id);
    const { requestId, results } = await ecs.attachInstanceRole(roleName, ids);
    return { requestId, failures: failuresOf(ids, results, requestId) };
  },
};

const CALL = { product: 'ECS', action: 'AttachInstanceRamRole' };

/** HTTP 200 with FailCount > 0 is a failure of the instances that it names. */
function failuresOf(
  ids: readonly string[],
  results: readonly InstanceResult[],
  requestId: string,
): Map<number, RamroleError> {
  const failures = new Map<number, RamroleError>();
  for (const result of results.filter((one) => !one.success)) {
    const index = ids.indexOf(result.instanceId);
    failures.set(index, failedInstance(CALL, result, requestId));
  }
  return failures;
}
