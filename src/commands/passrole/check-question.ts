import type { Context } from '../../context.js';
import type { Caller } from '../../diagnosis/principal-layers.js';
import { UsageError } from '../../errors.js';
import { parseArn, roleNameOf } from '../../model/arn.js';
import { checkRoleName } from '../../model/name.js';
import { parseService } from '../../model/service-principal.js';
import type { RequestContext } from '../../policy/condition/condition.js';
import type { Layers, RefusedTrust } from '../../policy/evaluate/layers.js';
import type { RoleOf } from '../../policy/evaluate/questions.js';
import type { TrustLayer } from '../../policy/evaluate/trust.js';
import { isServiceKey } from '../../policy/service-key.js';
import { checkAccount, parseCaller, refuseAccount } from '../ask/ask-input.js';
import { askLayers } from '../ask/ask-layers.js';
import { type AskOptions, isOffline } from '../ask/ask-options.js';
import { askTrust } from '../ask/ask-trust.js';

interface Asked extends AskOptions {
  readonly role: string | undefined;
}

/** Who passes which role, and all that decides about it. */
export interface PassRoleQuestion {
  readonly who: Caller | undefined;
  readonly role: RoleOf;
  readonly layers: Layers;
  /** Absent offline without a trust policy. */
  readonly trust: TrustLayer | RefusedTrust | undefined;
}

/**
 * The service principal that --service says.
 * @throws UsageError for a service that is missing, or none
 */
export function checkedService(text: string | undefined): string {
  if (text !== undefined) return parseService(text, '--service');
  throw new UsageError('Which service is the role passed to?', { where: '--service', hint: 'Such as --service ecs.' });
}

/**
 * What the request carries beside what the service sets.
 * @throws UsageError for the one key that the service itself sets
 */
export function checkedContext(context: RequestContext): RequestContext {
  if (!Object.keys(context).some(isServiceKey)) return context;
  throw new UsageError('acs:Service is set by the service that the role is passed to.', {
    where: '--context',
    hint: '--service says which one it is.',
  });
}

/**
 * Gathers what decides about the passing of the role, and about its being assumed then.
 * @throws UsageError where options do not make one question, and for a role of another account; NotFoundError for
 *   what does not exist
 */
export async function passRoleQuestion(context: Context, asked: Asked, service: string): Promise<PassRoleQuestion> {
  const { account: written, roleName } = parseRole(asked.role);
  const who = asked.principal === undefined ? undefined : parseCaller(asked.principal);
  const account = isOffline(asked) ? accountOffline(asked, written) : await accountLive(context, asked, written);
  const role = { account, roleName };
  const [layers, trust] = await Promise.all([
    askLayers(context, asked, who),
    askTrust(context, asked, role, { service }, '--role'),
  ]);
  return { who, role, layers, trust };
}

function accountOffline({ account }: Asked, written: string | undefined): string {
  if (written === undefined && account === undefined) {
    throw new UsageError('Whose role is it?', {
      where: '--account',
      hint: "Add --account, or write the role's ARN, acs:ram::<account>:role/<name>.",
    });
  }
  if (written !== undefined && account !== undefined && written !== account) {
    throw new UsageError(`The role is of account ${written}; a role is passed in its own account only.`, {
      where: '--account',
    });
  }
  return checkAccount(written ?? account ?? '');
}

async function accountLive(context: Context, asked: Asked, written: string | undefined): Promise<string> {
  refuseAccount(asked);
  const { account } = await context.binding();
  if (written === undefined || written === account) return account;
  throw new UsageError(`The role is of account ${written}, and this is ${account}.`, {
    where: '--role',
    hint: 'A role can be passed in its own account only.',
  });
}

/** A name, or an ARN that also says the account. */
function parseRole(text: string | undefined): { account: string | undefined; roleName: string } {
  if (text === undefined) throw new UsageError('Which role?', { where: '--role' });
  const arn = parseArn(text);
  const named = arn === undefined ? text : roleNameOf(text);
  if (named !== undefined && !named.includes(':'))
    return { account: arn?.account, roleName: checkRoleName(named, '--role') };
  throw new UsageError(`${JSON.stringify(text)} does not name a role.`, {
    where: '--role',
    hint: 'Write its name, or acs:ram::<account>:role/<name>.',
  });
}
