import type { Context } from '../../context.js';
import { type Caller, principalLayers } from '../../diagnosis/principal-layers.js';
import { unlessRefused } from '../../diagnosis/refused.js';
import { NotFoundError, UsageError } from '../../errors.js';
import { parseArn } from '../../model/arn.js';
import { formatPrincipal } from '../../model/principal.js';
import { parseService } from '../../model/service-principal.js';
import type { Layers, TrustLayer } from '../../policy/evaluate/layers.js';
import { ASSUME_ROLE } from '../../policy/evaluate/trust.js';
import { parsePolicy } from '../../policy/parse/parse.js';
import type { AccessRequest } from '../../policy/types.js';
import { didYouMean } from '../nearest.js';
import { noSuchRole } from '../no-such-role.js';
import { readPolicyDocument } from '../read-document.js';
import { checkAccount, parseCaller } from './ask-input.js';
import type { AskOptions } from './ask-options.js';
import { offlineLayers } from './offline-layers.js';

interface Asked extends AskOptions {
  readonly request: AccessRequest;
  readonly service?: string | undefined;
  /** The account in the resource's ARN. */
  readonly roleAccount: string | undefined;
}

/** Who asks, and all that decides about it. */
export interface Question {
  readonly who: Caller | { readonly service: string } | undefined;
  readonly layers: Layers;
}

/** @throws UsageError where files and options do not make one question. */
export async function offlineQuestion(context: Context, asked: Asked): Promise<Question> {
  const who = asked.principal === undefined ? undefined : parseCaller(asked.principal);
  const layers = await offlineLayers(context, asked);
  if (asked.trustFile === undefined) {
    if (asked.service === undefined) return { who, layers };
    throw new UsageError('A service assumes roles: it needs their trust policy.', { where: '--trust-file' });
  }
  if (!isAssumeRole(asked.request)) {
    throw new UsageError(`A trust policy decides about ${ASSUME_ROLE} only.`, { where: '--trust-file' });
  }
  const document = await readPolicyDocument(context, asked.trustFile, '--trust-file', 'trust');
  const roleAccount = checkAccount(asked.roleAccount || (asked.account ?? ''));
  if (asked.service !== undefined) {
    if (who !== undefined) throw new UsageError('Either a principal asks, or a service.', { where: '--service' });
    const service = parseService(asked.service, '--service');
    return { who: { service }, layers: { trust: { document, who: { service }, roleAccount } } };
  }
  if (who === undefined) {
    throw new UsageError('Who assumes the role?', { where: '--principal', hint: 'Or --service for a service.' });
  }
  const whoAccount = checkAccount(asked.account ?? roleAccount);
  return { who, layers: { ...layers, trust: { document, who: identity(whoAccount, who), roleAccount } } };
}

/**
 * Reads the principal's policies, and for sts:AssumeRole the role's trust policy.
 * @throws UsageError without a principal; NotFoundError for a principal or a role that does not exist.
 */
export async function liveQuestion(context: Context, asked: Asked): Promise<Question> {
  refuseOfflineOptions(asked);
  if (asked.principal === undefined) {
    throw new UsageError('Who asks?', {
      where: '--principal',
      hint: 'Write --principal user/NAME for one that exists, or --policy-file FILE for documents in files.',
    });
  }
  const who = parseCaller(asked.principal);
  const { account } = await context.binding();
  const [layers, trust] = await Promise.all([
    liveLayers(context, who),
    isAssumeRole(asked.request) ? liveTrust(context, asked.request.resource, account, who) : undefined,
  ]);
  return { who, layers: { ...layers, trust } };
}

/** @throws NotFoundError with the nearest names. */
export async function liveLayers(context: Context, who: Caller): Promise<Layers> {
  const ram = await (await context.cloud()).ram();
  const layers = await principalLayers(ram, who);
  if (layers !== undefined) return layers;
  throw new NotFoundError(`There is no ${formatPrincipal(who)}.`, {
    where: '--principal',
    hint: didYouMean(who.name, await ram.listPrincipalNames(who.type)),
  });
}

function refuseOfflineOptions({ service, account }: Asked): void {
  const [where] = [service !== undefined && '--service', account !== undefined && '--account'].filter(Boolean);
  if (where) throw new UsageError(`${where} is for documents in files.`, { where, hint: 'Add --trust-file FILE.' });
}

/** A role of another account is one that no call of this account reads. */
async function liveTrust(
  context: Context,
  resource: string,
  account: string,
  who: Caller,
): Promise<TrustLayer | undefined> {
  const arn = parseArn(resource);
  const roleName = arn && /^role\/(.+)$/.exec(arn.relativeId)?.[1];
  if (arn?.service !== 'ram' || roleName === undefined) return undefined;
  const refusedLayer: TrustLayer = { document: 'refused', who: identity(account, who), roleAccount: arn.account };
  if (arn.account !== account) return refusedLayer;
  const ram = await (await context.cloud()).ram();
  const refused: string[] = [];
  const role = await unlessRefused(refused, `role/${roleName}`, ram.getRole(roleName));
  if (role === undefined && refused.length === 0) throw await noSuchRole(ram, roleName, '--resource');
  const document = role && parsePolicy(role.AssumeRolePolicyDocument, 'trust').document;
  return document === undefined ? refusedLayer : { ...refusedLayer, document };
}

function isAssumeRole({ action }: AccessRequest): boolean {
  return action.toLowerCase() === ASSUME_ROLE.toLowerCase();
}

function identity(account: string, who: Caller): TrustLayer['who'] {
  return { arn: `acs:ram::${account}:${formatPrincipal(who)}`, accountId: account };
}
