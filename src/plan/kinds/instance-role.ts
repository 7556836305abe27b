import { failedInstance } from '../../cloud/errors.js';
import type { InstanceResult } from '../../cloud/ports.js';
import { ConflictError, NotFoundError, type RamroleError } from '../../errors.js';
import type { DesiredInstanceRole } from '../../model/desired-state.js';
import { formatInstance } from '../../model/instance.js';
import { refuseReservedRole, sameName } from '../../model/name.js';
import { groupBy } from '../group-by.js';
import { defineKind } from '../kind.js';
import { INSTANCE_TARGETS } from '../targets/index.js';
import type { TargetInstance } from '../targets/target.js';

/** The role on an instance of any kind (targets/). One role per instance. */
export const instanceRoleKind = defineKind<DesiredInstanceRole, TargetInstance | undefined>({
  kind: 'instance-role',
  stage: 2,
  batchSize: ({ instance }) => INSTANCE_TARGETS[instance.kind].batchSize,
  whenMoved: 'merge',
  journalFields: ['RamRoleName'],

  target: (desired) => formatInstance(desired.instance),
  batchKey: ({ instance, roleName }) => `${instance.kind}/${instance.region}/${roleName}`,
  // Whatever role it is: an instance carries one.
  lockKey: ({ instance }) => `instances/${instance.kind}/${instance.region}`,

  async observeMany(desired, { cloud }) {
    const places = [...groupBy(desired, ({ instance }) => `${instance.kind}/${instance.region}`).values()];
    const found = await Promise.all(
      places.map((some) => {
        const { kind, region } = (some[0] as DesiredInstanceRole).instance;
        const ids = [...new Set(some.map((one) => one.instance.id))];
        return INSTANCE_TARGETS[kind].observeMany(cloud, region, ids);
      }),
    );
    const byId = new Map(found.flat().map((instance) => [instance.id, instance]));
    return desired.map((one) => byId.get(one.instance.id));
  },

  compare({ instance, roleName }, observed) {
    refuseReservedRole(roleName);
    const address = formatInstance(instance);
    if (!observed) {
      throw new NotFoundError(`There is no instance ${instance.id} in ${instance.region}.`, {
        next: `ramrole instance list --region ${instance.region}`,
      });
    }
    if (observed.refusal) throw observed.refusal;
    if (observed.roleName === '') {
      return {
        op: 'attach',
        before: { RamRoleName: '' },
        after: { RamRoleName: roleName },
        steps: [{ action: INSTANCE_TARGETS[instance.kind].attachAction, target: address }],
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
    const { instance, roleName } = (batch[0] as (typeof batch)[number]).desired;
    const ids = batch.map((one) => one.desired.instance.id);
    const target = INSTANCE_TARGETS[instance.kind];
    const { requestId, results } = await target.attachMany(cloud, instance.region, roleName, ids);
    return { requestId, failures: failuresOf(target.attachAction, ids, results, requestId) };
  },
});

/** HTTP 200 with FailCount > 0 is a failure of the instances that it names. */
function failuresOf(
  attachAction: string,
  ids: readonly string[],
  results: readonly InstanceResult[],
  requestId: string,
): Map<number, RamroleError> {
  const [product = '', action = ''] = attachAction.split(':');
  const call = { product: product.toUpperCase(), action };
  const failed = results.filter((one) => !one.success);
  return new Map(failed.map((one) => [ids.indexOf(one.instanceId), failedInstance(call, one, requestId)]));
}
