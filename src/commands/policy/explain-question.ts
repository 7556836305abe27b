import type { Context } from '../../context.js';
import type { Caller } from '../../diagnosis/principal-layers.js';
import { UsageError } from '../../errors.js';
import { parseArn, roleNameOf } from '../../model/arn.js';
import { formatPrincipal } from '../../model/principal.js';
import { parseService } from '../../model/service-principal.js';
import type { Layers, RefusedTrust } from '../../policy/evaluate/layers.js';
import type { RoleOf } from '../../policy/evaluate/questions.js';
import { type Assumer, isAssumeRole, type TrustLayer } from '../../policy/evaluate/trust.js';
import type { AccessRequest } from '../../policy/types.js';
import { checkAccount, parseCaller, refuseAccount } from '../ask/ask-input.js';
import { askLayers } from '../ask/ask-layers.js';
import { type AskOptions, isOffline } from '../ask/ask-options.js';
import { askTrust } from '../ask/ask-trust.js';

interface Asked extends AskOptions {
  readonly request: AccessRequest;
  readonly service?: string | undefined;
}

/** Who asks, and all that decides about it. */
export interface ExplainQuestion {
  readonly who: Caller | { readonly service: string } | undefined;
  readonly layers: Layers;
}

/**
 * Gathers what decides: for a service that assumes a role its trust policy only, else the policies of the principal,
 * and for sts:AssumeRole the trust policy too.
 * @throws UsageError where options do not make one question; NotFoundError for what does not exist
 */
export async function explainQuestion(context: Context, asked: Asked): Promise<ExplainQuestion> {
  const { request, service, principal } = asked;
  const role = isAssumeRole(request) ? roleAsked(request.resource) : undefined;
  if (role === undefined) refuseAssumingOptions(asked);
  else if (service !== undefined) return serviceQuestion(context, asked, service, role);
  if (!isOffline(asked)) refuseAccount(asked);
  const who = principal === undefined ? undefined : parseCaller(principal);
  if (role === undefined) await refuseForeign(context, asked);
  const [layers, trust] = await Promise.all([
    askLayers(context, asked, who),
    role && identityTrust(context, asked, role, who),
  ]);
  return { who, layers: { ...layers, trust } };
}

/** A service may act for another account, which --account says. */
async function serviceQuestion(
  context: Context,
  asked: Asked,
  service: string,
  role: RoleOf,
): Promise<ExplainQuestion> {
  if (asked.principal !== undefined) {
    throw new UsageError('Either a principal asks, or a service.', { where: '--service' });
  }
  refuseOwnPolicies(asked);
  const name = parseService(service, '--service');
  const who = { service: asked.account === undefined ? name : `${checkAccount(asked.account)}@${name}` };
  return { who, layers: { trust: await askTrust(context, asked, role, who, '--resource') } };
}

/**
 * What another account's resource allows is said there, by policies that are not read here.
 * @throws UsageError
 */
async function refuseForeign(context: Context, asked: Asked): Promise<void> {
  const owner = parseArn(asked.request.resource)?.account;
  if (owner === undefined || !/^\d+$/.test(owner)) return;
  const given = asked.account === undefined ? undefined : checkAccount(asked.account);
  const own = isOffline(asked) ? given : asked.principal && (await context.binding()).account;
  if (own === undefined || own === owner) return;
  throw new UsageError(`The resource is of account ${owner}, and the one who asks is of ${own}.`, {
    where: '--resource',
    hint: 'What another account lets in cannot be told from here.',
  });
}

/** Nothing where nobody asks, which askLayers refuses, and where files leave the trust policy out. */
async function identityTrust(
  context: Context,
  asked: Asked,
  role: RoleOf,
  who: Caller | undefined,
): Promise<TrustLayer | RefusedTrust | undefined> {
  const offline = isOffline(asked);
  if (offline ? asked.trustFile === undefined : who === undefined) return undefined;
  if (who === undefined) {
    throw new UsageError('Who assumes the role?', { where: '--principal', hint: 'Or --service for a service.' });
  }
  const account = offline ? checkAccount(asked.account ?? role.account) : (await context.binding()).account;
  return askTrust(context, asked, role, identity(account, who), '--resource');
}

/** The one role that shall be assumed. */
function roleAsked(resource: string): RoleOf {
  const account = parseArn(resource)?.account ?? '';
  const roleName = roleNameOf(resource);
  if (roleName !== undefined && /^\d+$/.test(account)) return { account, roleName };
  throw new UsageError(`${JSON.stringify(resource)} does not name one role, which sts:AssumeRole needs.`, {
    where: '--resource',
    hint: 'Write acs:ram::<account>:role/<name>.',
  });
}

function refuseAssumingOptions({ service, trustFile }: Asked): void {
  const where = service !== undefined ? '--service' : trustFile !== undefined ? '--trust-file' : undefined;
  if (where === undefined) return;
  throw new UsageError(`${where} is for the assuming of a role only.`, {
    where,
    hint: 'Ask for --action sts:AssumeRole; other ways of assuming one are not answered yet.',
  });
}

/** A service has no policies of its own. */
function refuseOwnPolicies({ policyFile, controlPolicyFile, sessionPolicyFile }: Asked): void {
  if (policyFile.length === 0 && controlPolicyFile.length === 0 && sessionPolicyFile === undefined) return;
  throw new UsageError('A service has no policies: the trust policy alone decides.', { where: '--service' });
}

function identity(account: string, who: Caller): Assumer {
  return { arn: `acs:ram::${account}:${formatPrincipal(who)}`, accountId: account };
}
