import type { Context } from '../../context.js';
import type { PassRoleCondition } from '../../model/desired-state.js';
import { checkRoleName } from '../../model/name.js';
import { parsePrincipal } from '../../model/principal.js';
import { parseService } from '../../model/service-principal.js';
import { INSTANCE_TARGETS } from '../../plan/targets/index.js';
import { runPlan } from '../run-plan.js';
import type { Result } from '../verb.js';
import { desiredState } from './desired-state.js';
import { readInstanceAddresses } from './instance-addresses.js';
import type { SetupOptions } from './options.js';
import { readPolicyDocuments } from './policy-document.js';
import { preflight } from './preflight.js';
import { withProof } from './proof.js';
import { resolveInstances } from './resolve-instances.js';
import { resolvePolicies } from './resolve-policies.js';
import { resolvePrincipals } from './resolve-principals.js';

/** Reads the options, looks everything up that they name, and hands the desired state to the planner. */
export async function runSetup(context: Context, role: string, options: SetupOptions): Promise<Result> {
  const asked = checkRoleName(role, 'ROLE');
  const named = options.service.map((service) => parseService(service, '--service'));
  const grantees = options.passRoleTo.map((grantee) => parsePrincipal(grantee, '--pass-role-to'));
  const documents = await readPolicyDocuments(context, options.policyDocument, options.policyName);
  const addresses = await readInstanceAddresses(context, options.instance, options.instancesFrom);
  const ofInstances = addresses.map((address) => INSTANCE_TARGETS[address.kind].service);
  const services = [...new Set(named.length > 0 ? named : ofInstances)];

  const [policies, instances] = await Promise.all([
    resolvePolicies(context, options.policy, documents),
    resolveInstances(context, addresses),
    resolvePrincipals(context, grantees),
  ]);
  const roleName = await preflight(context, { roleName: asked, services, instances });

  const desired = desiredState({
    roleName,
    services,
    documents,
    policies,
    grantees,
    condition: (options.passRoleCondition ?? 'auto') as PassRoleCondition,
    instances,
  });
  return withProof(context, await runPlan(context, desired, options), instances, roleName);
}
