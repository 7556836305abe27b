import type { Context } from '../../context.js';
import { ConflictError, UsageError } from '../../errors.js';
import type { InstanceRef } from '../../model/instance.js';
import { refuseReservedRole } from '../../model/name.js';
import { SERVICES } from '../../model/service-principal.js';
import { INSTANCE_TARGETS } from '../../plan/targets/index.js';
import { serviceTrust } from '../../policy/build/service-trust.js';
import { addTrustPrincipals } from '../../policy/edit/add-trust-principals.js';
import { mayAssume } from '../../policy/evaluate/trust.js';
import { type Guessed, underEveryGuess } from '../../policy/guesses.js';
import { parsePolicy } from '../../policy/parse/parse.js';
import type { Decision } from '../../policy/types.js';

interface Asked {
  readonly roleName: string;
  readonly services: readonly string[];
  readonly instances: readonly InstanceRef[];
}

/**
 * What would fail half-way is refused before anything is planned. Answers the role's name as the cloud spells it.
 * @throws ConflictError for a role that a service owns, or whose trust denies the instances' service; UsageError for a
 * role that nobody, or not the instances' service, could assume.
 */
export async function preflight(context: Context, { roleName, services, instances }: Asked): Promise<string> {
  refuseReservedRole(roleName);
  const role = await (await (await context.cloud()).ram()).getRole(roleName);
  if (!role && services.length === 0) {
    throw new UsageError(`The role ${roleName} does not exist yet, and nothing says who may assume it.`, {
      where: '--service',
      hint: `Add --service, such as --service ecs (${Object.keys(SERVICES).join(', ')} or <name>.aliyuncs.com).`,
    });
  }
  const trust = role
    ? addTrustPrincipals(role.AssumeRolePolicyDocument, 'Service', services).text
    : serviceTrust(services);
  const { account } = await context.binding();
  for (const kind of new Set(instances.map((instance) => instance.kind))) {
    const { service } = INSTANCE_TARGETS[kind];
    refuseUnassumable(roleName, service, assumed(trust, service, account));
  }
  return role?.RoleName ?? roleName;
}

/** Whether the service could assume the role once the plan is applied; a document that cannot be judged is not judged. */
function assumed(trust: string, service: string, account: string): Guessed<Decision> | undefined {
  const { document } = parsePolicy(trust, 'trust');
  return (
    document &&
    underEveryGuess((guesses) => mayAssume({ document, who: { service }, roleAccount: account }, {}, guesses))
  );
}

function refuseUnassumable(roleName: string, service: string, decision: Guessed<Decision> | undefined): void {
  if (decision?.verdict === 'explicitly denied') {
    throw new ConflictError(
      `The trust policy of ${roleName} denies ${service}: an instance could not assume the role.`,
      {
        where: `Statement[${decision.reason?.statement}]`,
        hint: 'A Deny is never edited. Choose another role, or take the Deny out first.',
        next: `ramrole role show ${roleName}`,
      },
    );
  }
  if (decision?.verdict === 'implicitly denied') {
    throw new UsageError(`${roleName} is to be put on instances, but ${service} may not assume it.`, {
      where: '--service',
      hint: `Add --service ${service}.`,
    });
  }
}
