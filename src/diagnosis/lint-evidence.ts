import type { RamPort } from '../cloud/ports.js';
import { formatPolicy, type PolicyRef } from '../model/policy.js';
import type { Role } from '../model/role.js';
import { ownRole } from '../policy/lint/pass-role.js';
import type { LintFacts } from '../policy/lint/rule.js';
import { toList } from '../policy/one-or-many.js';
import { parsePolicy } from '../policy/parse/parse.js';
import { type AttachedPolicy, isInstanceRole, type RoleEvidence } from './checks/administrator-on-instance-role.js';
import { unlessRefused } from './refused.js';

/** Roles that are read side by side, until one is found that instances carry. */
const BATCH = 10;

/**
 * The service principals that a trust policy's Allow statements name, `<own account>@<service>` as `<service>`; none
 * where it cannot be understood.
 */
function trustedServices(trustPolicy: string, account: string): string[] {
  const statements = parsePolicy(trustPolicy, 'trust').document?.Statement ?? [];
  const named = statements.flatMap(({ Effect, Principal }) => (Effect === 'Allow' ? toList(Principal?.Service) : []));
  return named.map((service) => (service.startsWith(`${account}@`) ? service.slice(account.length + 1) : service));
}

/** What the rules can know of a policy that exists: the roles that carry it, and those that it lets pass. */
export async function policyFacts(
  ram: RamPort,
  ref: PolicyRef,
  document: string,
  account: string,
  refused: string[],
): Promise<LintFacts> {
  const [carriers, passed] = await Promise.all([
    unlessRefused(refused, `who carries ${formatPolicy(ref)}`, ram.listRolesWithPolicy(ref)),
    readServices(ram, namedRoles(document, account), account, refused),
  ]);
  return {
    account,
    onInstanceRole: carriers && (await anyInstanceRole(ram, carriers, account, refused)),
    servicesOfRole: (name) => passed.get(name.toLowerCase()),
  };
}

/** What hangs on a role that exists. */
export async function roleEvidence(
  ram: RamPort,
  role: Role,
  account: string,
  refused: string[],
): Promise<RoleEvidence> {
  const { RoleName: roleName } = role;
  const listing = ram.listPoliciesFor({ type: 'role', name: roleName });
  const policies = (await unlessRefused(refused, `policies of role/${roleName}`, listing)) ?? [];
  const attached = await Promise.all(
    policies.map(async ({ PolicyType, PolicyName }): Promise<AttachedPolicy> => {
      const ref = { type: PolicyType, name: PolicyName };
      const policy = await unlessRefused(refused, formatPolicy(ref), ram.getPolicy(ref));
      return { ...ref, document: policy && parsePolicy(policy.PolicyDocument, 'identity').document };
    }),
  );
  return { roleName, services: trustedServices(role.AssumeRolePolicyDocument, account), attached };
}

async function anyInstanceRole(
  ram: RamPort,
  names: readonly string[],
  account: string,
  refused: string[],
): Promise<boolean> {
  for (let i = 0; i < names.length; i += BATCH) {
    const services = await readServices(ram, names.slice(i, i + BATCH), account, refused);
    if ([...services.values()].some(isInstanceRole)) return true;
  }
  return false;
}

/** By role name in lower case; roles that do not exist, or were refused, are left out. */
async function readServices(
  ram: RamPort,
  names: readonly string[],
  account: string,
  refused: string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const roles = await Promise.all(names.map((name) => unlessRefused(refused, `role/${name}`, ram.getRole(name))));
  return new Map(
    roles.flatMap((role) =>
      role === undefined
        ? []
        : [[role.RoleName.toLowerCase(), trustedServices(role.AssumeRolePolicyDocument, account)]],
    ),
  );
}

/** The roles of this account that a document names without a wildcard. */
function namedRoles(document: string, account: string): string[] {
  const statements = parsePolicy(document, 'identity').document?.Statement ?? [];
  const names = statements.flatMap(({ Resource }) =>
    toList(Resource).flatMap((one) => ownRole(one, account)?.toLowerCase() ?? []),
  );
  return [...new Set(names)];
}
