import type { Context } from '../../context.js';
import { ConflictError, UsageError } from '../../errors.js';
import type { InstanceRef } from '../../model/instance.js';
import { isReservedRole } from '../../model/name.js';
import { SERVICES } from '../../model/service-principal.js';
import { mayAssume } from '../../policy/may-assume.js';
import { parsePolicy } from '../../policy/parse.js';

interface Asked {
  readonly roleName: string;
  readonly services: readonly string[];
  readonly instances: readonly InstanceRef[];
}

/**
 * What would fail half-way is refused before anything is planned.
 * @throws ConflictError for a role that a service owns; UsageError for a role that nobody, or no ECS, could assume.
 */
export async function preflight(context: Context, { roleName, services, instances }: Asked): Promise<void> {
  if (isReservedRole(roleName)) {
    throw new ConflictError(`${roleName} is a service-linked role: its service owns it.`, {
      where: 'ROLE',
      hint: 'Such roles are neither edited nor put on instances. Choose another name.',
    });
  }
  const role = await (await (await context.cloud()).ram()).getRole(roleName);
  if (!role && services.length === 0) {
    throw new UsageError(`The role ${roleName} does not exist yet, and nothing says who may assume it.`, {
      where: '--service',
      hint: `Add --service, such as --service ecs (${Object.keys(SERVICES).join(', ')} or <name>.aliyuncs.com).`,
    });
  }
  if (instances.length === 0 || services.includes(SERVICES.ecs)) return;
  if (role && (await ecsMayAssume(context, role.AssumeRolePolicyDocument))) return;
  throw new UsageError(`${roleName} is to be put on ECS instances, but ECS may not assume it.`, {
    where: '--service',
    hint: 'Add --service ecs.',
  });
}

async function ecsMayAssume(context: Context, trust: string): Promise<boolean> {
  const { document } = parsePolicy(trust, 'trust');
  if (!document) return false;
  const { account } = await context.binding();
  return mayAssume(document, { service: SERVICES.ecs }, account, {}).verdict === 'allowed';
}
