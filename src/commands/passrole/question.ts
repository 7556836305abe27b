import type { Context } from '../../context.js';
import type { Caller } from '../../diagnosis/principal-layers.js';
import { unlessRefused } from '../../diagnosis/refused.js';
import { UsageError } from '../../errors.js';
import { parseArn } from '../../model/arn.js';
import { parseService } from '../../model/service-principal.js';
import type { RequestContext } from '../../policy/condition/condition.js';
import type { Layers, TrustLayer } from '../../policy/evaluate/layers.js';
import type { RoleOf } from '../../policy/evaluate/questions.js';
import { parsePolicy } from '../../policy/parse/parse.js';
import { noSuchRole } from '../no-such-role.js';
import { checkAccount, parseCaller } from '../policy/ask-input.js';
import type { AskOptions } from '../policy/ask-options.js';
import { offlineLayers } from '../policy/offline-layers.js';
import { liveLayers } from '../policy/question.js';
import { readPolicyDocument } from '../read-document.js';

interface Asked extends AskOptions {
  readonly role: string | undefined;
}

/** Who passes which role, and all that decides about it. */
export interface PassRoleQuestion {
  readonly who: Caller | undefined;
  readonly role: RoleOf;
  readonly layers: Layers;
  /** Absent offline without a trust policy. */
  readonly trust: TrustLayer | undefined;
}

/** @throws UsageError for a service that is missing, or none. */
export function checkedService(text: string | undefined): string {
  if (text !== undefined) return parseService(text, '--service');
  throw new UsageError('Which service is the role passed to?', { where: '--service', hint: 'Such as --service ecs.' });
}

/** @throws UsageError for the one key that the service itself sets. */
export function checkedContext(context: RequestContext): RequestContext {
  if (!Object.keys(context).some((key) => key.toLowerCase() === 'acs:service')) return context;
  throw new UsageError('acs:Service is set by the service that the role is passed to.', {
    where: '--context',
    hint: '--service says which one it is.',
  });
}

/** @throws UsageError where files and options do not make one question. */
export async function offlineCheck(context: Context, asked: Asked, service: string): Promise<PassRoleQuestion> {
  const { account: written, roleName } = parseRole(asked.role);
  if (written === undefined && asked.account === undefined) {
    throw new UsageError('Whose role is it?', {
      where: '--account',
      hint: "Add --account, or write the role's ARN, acs:ram::<account>:role/<name>.",
    });
  }
  const account = checkAccount(written ?? asked.account ?? '');
  const who = asked.principal === undefined ? undefined : parseCaller(asked.principal);
  const layers = await offlineLayers(context, asked);
  const document =
    asked.trustFile === undefined
      ? undefined
      : await readPolicyDocument(context, asked.trustFile, '--trust-file', 'trust');
  const trust = document && { document, who: { service }, roleAccount: account };
  return { who, role: { account, roleName }, layers, trust };
}

/** @throws UsageError without a principal, and for a role of another account; NotFoundError for what does not exist. */
export async function liveCheck(context: Context, asked: Asked, service: string): Promise<PassRoleQuestion> {
  const { account: written, roleName } = parseRole(asked.role);
  if (asked.principal === undefined) {
    throw new UsageError('Who passes the role?', {
      where: '--principal',
      hint: 'Write --principal user/NAME for one that exists, or --policy-file FILE for documents in files.',
    });
  }
  if (asked.account !== undefined) {
    throw new UsageError('--account is for documents in files.', { where: '--account' });
  }
  const who = parseCaller(asked.principal);
  const { account } = await context.binding();
  if (written !== undefined && written !== account) {
    throw new UsageError(`The role is of account ${written}, and this is ${account}.`, {
      where: '--role',
      hint: 'A role can be passed in its own account only.',
    });
  }
  const ram = await (await context.cloud()).ram();
  const refused: string[] = [];
  const [layers, role] = await Promise.all([
    liveLayers(context, who),
    unlessRefused(refused, `role/${roleName}`, ram.getRole(roleName)),
  ]);
  if (role === undefined && refused.length === 0) throw await noSuchRole(ram, roleName, '--role');
  const document = role && parsePolicy(role.AssumeRolePolicyDocument, 'trust').document;
  return {
    who,
    role: { account, roleName: role?.RoleName ?? roleName },
    layers,
    trust: { document: document ?? 'refused', who: { service }, roleAccount: account },
  };
}

/** A name, or an ARN that also says the account. */
function parseRole(text: string | undefined): { account: string | undefined; roleName: string } {
  if (text === undefined) throw new UsageError('Which role?', { where: '--role' });
  const arn = parseArn(text);
  const named = arn === undefined ? text : /^role\/(.+)$/.exec(arn.relativeId)?.[1];
  if (named === undefined || !/^[\w.@-]+$/.test(named)) {
    throw new UsageError(`${JSON.stringify(text)} does not name a role.`, {
      where: '--role',
      hint: 'Write its name, or acs:ram::<account>:role/<name>.',
    });
  }
  return { account: arn?.account, roleName: named };
}
