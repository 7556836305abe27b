import type { Context } from '../../context.js';
import type { Caller } from '../../diagnosis/principal-layers.js';
import { UsageError } from '../../errors.js';
import { parseArn, roleNameOf } from '../../model/arn.js';
import { formatPrincipal } from '../../model/principal.js';
import { parseService } from '../../model/service-principal.js';
import type { Layers, RefusedTrust, TrustLayer } from '../../policy/evaluate/layers.js';
import type { RoleOf } from '../../policy/evaluate/questions.js';
import { type Assumer, isAssumeRole } from '../../policy/evaluate/trust.js';
import type { AccessRequest } from '../../policy/types.js';
import { checkAccount, parseCaller } from '../ask/ask-input.js';
import { askLayers } from '../ask/ask-layers.js';
import { type AskOptions, isOffline } from '../ask/ask-options.js';
import { trustOfFile, trustOfRole } from '../ask/ask-trust.js';

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
  const { request, service, principal, account } = asked;
  if (!isAssumeRole(request)) refuseAssumingOptions(asked);
  const role = isAssumeRole(request) ? roleAsked(request.resource) : undefined;
  if (account !== undefined && !isOffline(asked)) {
    throw new UsageError('--account is for documents in files.', {
      where: '--account',
      hint: 'Add --policy-file FILE.',
    });
  }
  const who = principal === undefined ? undefined : parseCaller(principal);
  if (service !== undefined && role !== undefined) {
    if (who !== undefined) throw new UsageError('Either a principal asks, or a service.', { where: '--service' });
    refuseOwnPolicies(asked);
    const assumer = { service: parseService(service, '--service') };
    const trust = (await trustOfFile(context, asked, role, assumer)) ?? (await liveTrust(context, role, assumer));
    return { who: assumer, layers: { trust } };
  }
  const [layers, trust] = await Promise.all([
    askLayers(context, asked, who),
    role && identityTrust(context, asked, role, who),
  ]);
  return { who, layers: { ...layers, trust } };
}

/** Offline without a file the trust policy is not known. */
async function identityTrust(
  context: Context,
  asked: Asked,
  role: RoleOf,
  who: Caller | undefined,
): Promise<TrustLayer | RefusedTrust | undefined> {
  if (isOffline(asked)) {
    if (asked.trustFile === undefined) return undefined;
    if (who === undefined) {
      throw new UsageError('Who assumes the role?', { where: '--principal', hint: 'Or --service for a service.' });
    }
    return trustOfFile(context, asked, role, identity(checkAccount(asked.account ?? role.account), who));
  }
  if (who === undefined) return undefined;
  const { account } = await context.binding();
  const assumer = identity(account, who);
  return (await trustOfFile(context, asked, role, assumer)) ?? liveTrust(context, role, assumer);
}

function liveTrust(context: Context, role: RoleOf, who: Assumer): Promise<TrustLayer | RefusedTrust> {
  return trustOfRole(context, role, who, '--resource');
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
    hint: 'Ask for --action sts:AssumeRole.',
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
