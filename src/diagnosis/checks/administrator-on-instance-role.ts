import type { Finding } from '../../model/finding.js';
import { formatPolicy, type PolicyRef } from '../../model/policy.js';
import { SERVICES } from '../../model/service-principal.js';
import { makesAdministrator } from '../../policy/lint/full-access.js';
import type { PolicyDocument } from '../../policy/types.js';
import type { Check } from '../run-checks.js';

/** A role with what hangs on it. */
export interface RoleEvidence {
  readonly roleName: string;
  /** The service principals that it trusts. */
  readonly services: readonly string[];
  readonly attached: readonly AttachedPolicy[];
}

/** A policy that is attached to the role. */
export interface AttachedPolicy extends PolicyRef {
  /** Undefined when it could not be read or understood. */
  readonly document?: PolicyDocument | undefined;
}

const INSTANCE_SERVICES: readonly string[] = Object.values(SERVICES);

/** Whether instances can carry the role, so that every process on them has its permissions. */
export function isInstanceRole(services: readonly string[]): boolean {
  return services.some((service) => INSTANCE_SERVICES.includes(service));
}

/** An instance role that makes every process on its instances an administrator, or lets it become one. */
export const administratorOnInstanceRole: Check<RoleEvidence> = {
  find: ({ roleName, services, attached }) => {
    if (!isInstanceRole(services)) return [];
    return attached.filter(isAdministrator).map(
      (policy): Finding => ({
        id: 'administrator-on-instance-role',
        severity: 'high',
        path: '',
        message: `${formatPolicy(policy)} on ${roleName} makes every process on its instances an administrator of the account. Attach what the instances need instead, then detach it.`,
        evidence: { role: roleName, policy: formatPolicy(policy) },
      }),
    );
  },
};

/** By name for the policies that say so, so that a refused document does not hide them. */
function isAdministrator({ type, name, document }: AttachedPolicy): boolean {
  if (type === 'System' && ['AdministratorAccess', 'AliyunRAMFullAccess'].includes(name)) return true;
  return document !== undefined && makesAdministrator({ document });
}
