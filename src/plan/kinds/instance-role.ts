import { outcomeOf } from '../../cloud/error-codes.js';
import { CloudError } from '../../cloud/errors.js';
import type { EcsInstance, InstanceResult } from '../../cloud/ports.js';
import { ConflictError, NotFoundError, type RamroleError } from '../../errors.js';
import type { DesiredInstanceRole } from '../../model/desired-state.js';
import { formatInstance } from '../../model/instance.js';
import { sameName } from '../../model/name.js';
import { groupBy } from '../group-by.js';
import type { ChangeKind, Scope } from '../kind.js';

interface ObservedInstance {
  readonly instance: EcsInstance | undefined;
  /** The role that it carries now. */
  readonly roleName: string | undefined;
}

/** The role on an ECS instance. One role per instance; VPC instances only. */
export const instanceRoleKind: ChangeKind<DesiredInstanceRole, ObservedInstance> = {
  kind: 'instance-role',
  stage: 2,
  // AttachInstanceRamRole takes 1–100 ids.
  batchSize: 100,
  whenMoved: 'merge',
  journalFields: ['RamRoleName'],

  target: (desired) => formatInstance(desired.instance),
  lockKey: (desired) => `instances/${desired.instance.region}/${desired.roleName}`,

  async observeMany(desired, scope) {
    const regions = groupBy(desired, (one) => one.instance.region);
    const seen = new Map<string, ObservedInstance>();
    await Promise.all([...regions].map(([region, some]) => observeRegion(region, some, scope, seen)));
    return desired.map((one) => seen.get(one.instance.id) ?? { instance: undefined, roleName: undefined });
  },

  compare({ instance, roleName }, observed) {
    const address = formatInstance(instance);
    if (!observed.instance) {
      throw new NotFoundError(`There is no instance ${instance.id} in ${instance.region}.`, {
        next: `ramrole instance list --region ${instance.region}`,
      });
    }
    if (observed.instance.InstanceNetworkType === 'classic') {
      throw new ConflictError(`${address} is in the classic network; only VPC instances carry roles.`, {
        hint: 'Migrate the instance to a VPC, or leave it out.',
      });
    }
    if (observed.roleName === undefined) {
      return {
        op: 'attach',
        before: { RamRoleName: '' },
        after: { RamRoleName: roleName },
        steps: [{ action: 'ecs:AttachInstanceRamRole', target: address }],
        notices: [],
      };
    }
    if (sameName(observed.roleName, roleName)) return undefined;
    throw new ConflictError(`${address} carries the role ${observed.roleName}; an instance carries one role.`, {
      hint: `To put ${roleName} in its place, detach ${observed.roleName} first.`,
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

async function observeRegion(
  region: string,
  desired: readonly DesiredInstanceRole[],
  { cloud }: Scope,
  seen: Map<string, ObservedInstance>,
): Promise<void> {
  const ecs = await cloud.ecs(region);
  const ids = [...new Set(desired.map((one) => one.instance.id))];
  const instances = await ecs.describeInstances(ids);
  const roles = await ecs.describeInstanceRoles(instances.map((instance) => instance.InstanceId));
  for (const instance of instances) {
    seen.set(instance.InstanceId, { instance, roleName: roles.get(instance.InstanceId) });
  }
}

/** HTTP 200 with FailCount > 0 is a failure of the instances that it names. */
function failuresOf(
  ids: readonly string[],
  results: readonly InstanceResult[],
  requestId: string,
): Map<number, RamroleError> {
  const failures = new Map<number, RamroleError>();
  for (const result of results.filter((one) => !one.success)) {
    const index = ids.indexOf(result.instanceId);
    failures.set(index, instanceError(result, requestId));
  }
  return failures;
}

function instanceError({ instanceId, code, message }: InstanceResult, requestId: string): CloudError {
  return new CloudError(`${instanceId}: ${message}`, {
    product: 'ECS',
    action: 'AttachInstanceRamRole',
    exitCode: outcomeOf(code, 400),
    code,
    requestId,
  });
}
