import { parseArn } from '../../model/arn.js';
import { sameName } from '../../model/name.js';
import { ASSUME_ROLE, isAction } from '../actions.js';
import { compileCondition, conditionHolds, type RequestContext } from '../condition/condition.js';
import { defaultPolicyGuesses, type PolicyGuesses } from '../guesses.js';
import { toList } from '../one-or-many.js';
import type { AccessRequest, Decision, PolicyDocument, Reason, Statement, TrustPrincipal } from '../types.js';
import { compileActions, coversAction } from './compile.js';

/**
 * Who wants to assume a role: a service acting for the role's own account (`ecs.aliyuncs.com`) or for another
 * one (`<uid>@ecs.aliyuncs.com`); or an identity by its ARN, also that of a role session
 * (`acs:ram::<uid>:assumed-role/<role>/<session>`, as GetCallerIdentity prints it).
 */
export type Assumer = { readonly service: string } | { readonly arn: string; readonly accountId: string };

/** True when a request wants to assume a role, so that the role's trust policy decides too. */
export function isAssumeRole({ action }: Pick<AccessRequest, 'action'>): boolean {
  return isAction(action, ASSUME_ROLE);
}

/** A trust policy and who wants to assume its role. */
export interface TrustLayer {
  readonly document: PolicyDocument;
  readonly who: Assumer;
  /** The account that owns the role. */
  readonly roleAccount: string;
}

/** Asks a trust policy. An allow is enough for a service; an identity also needs an allow of its own policies. */
export function mayAssume(
  { document, who, roleAccount }: TrustLayer,
  context: RequestContext = {},
  guesses: PolicyGuesses = defaultPolicyGuesses,
): Decision {
  let allowed: Reason | undefined;
  for (const [index, statement] of document.Statement.entries()) {
    if (!namesAssumer(statement.Principal, who, roleAccount)) continue;
    if (!speaksOfAssuming(statement)) continue;
    if (!conditionHolds(compileCondition(statement.Condition), context, guesses)) continue;
    const reason: Reason = { policy: 'trust policy', statement: index };
    if (statement.Effect === 'Deny') return { verdict: 'explicitly denied', reason };
    allowed ??= reason;
  }
  return allowed === undefined ? { verdict: 'implicitly denied' } : { verdict: 'allowed', reason: allowed };
}

/** True when a statement of a trust policy is about sts:AssumeRole. */
export function speaksOfAssuming(statement: Statement): boolean {
  return coversAction({ actions: compileActions(statement) }, ASSUME_ROLE.toLowerCase());
}

/** True when a Principal names the one who asks. */
export function namesAssumer(principal: TrustPrincipal | undefined, who: Assumer, roleAccount: string): boolean {
  if (principal === undefined) return false;
  if ('service' in who) {
    const wanted = withAccount(who.service, roleAccount);
    return toList(principal.Service).some((service) => withAccount(service, roleAccount) === wanted);
  }
  return toList(principal.RAM).some((entry) => namesIdentity(entry, who.arn, who.accountId));
}

/** `<svc>.aliyuncs.com` stands for the service acting for the role's own account. */
function withAccount(service: string, roleAccount: string): string {
  return service.includes('@') ? service : `${roleAccount}@${service}`;
}

/** `*`, `acs:ram::<uid>:root` (any identity of the account), `user/<n>` or `role/<n>`. */
function namesIdentity(entry: string, arn: string, accountId: string): boolean {
  if (entry === '*') return true;
  const trusted = parseArn(entry);
  if (trusted?.service !== 'ram') return false;
  if (trusted.account !== accountId && trusted.account !== '*') return false;
  if (trusted.relativeId === 'root') return true;
  const identity = identityOf(parseArn(arn)?.relativeId ?? '');
  return trusted.relativeId.startsWith('role/')
    ? sameName(trusted.relativeId, identity)
    : trusted.relativeId === identity;
}

/** A session acts as its role. */
function identityOf(relativeId: string): string {
  const session = /^assumed-role\/([^/]+)\//.exec(relativeId);
  return session === null ? relativeId : `role/${session[1]}`;
}
