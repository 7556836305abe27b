import type { Caller } from '../../diagnosis/principal-layers.js';
import { UsageError } from '../../errors.js';
import { parseArn } from '../../model/arn.js';
import { type Principal, parsePrincipal } from '../../model/principal.js';
import type { RequestContext } from '../../policy/condition/condition.js';
import { operators } from '../../policy/condition/operators.js';
import type { AskOptions } from './ask-options.js';

/**
 * What the request carries; a key that is given again has several values.
 * @throws UsageError for a value without a key, and for one that its key cannot have
 */
export function parseContext(texts: readonly string[]): RequestContext {
  const context = new Map<string, string[]>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals <= 0) {
      throw new UsageError(`${JSON.stringify(text)} is no KEY=VALUE.`, {
        where: '--context',
        hint: 'Such as --context acs:SourceIp=192.0.2.1.',
      });
    }
    const key = text.slice(0, equals);
    checkValue(key, text.slice(equals + 1));
    context.set(key, [...(context.get(key) ?? []), text.slice(equals + 1)]);
  }
  return Object.fromEntries(
    [...context].map(([key, values]) => [key, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

/** What the published keys hold: an address, a time, true or false. A condition on another value would hold for nobody. */
const OPERATOR_OF_KEY: ReadonlyMap<string, readonly [operator: string, example: string]> = new Map([
  ['acs:sourceip', ['IpAddress', '192.0.2.1']],
  ['acs:currenttime', ['DateEquals', '2026-01-31T12:00:00Z']],
  ['acs:mfapresent', ['Bool', 'true']],
  ['acs:securetransport', ['Bool', 'true']],
]);

function checkValue(key: string, value: string): void {
  const [operator = '', example] = OPERATOR_OF_KEY.get(key.toLowerCase()) ?? [];
  if (operators.get(operator)?.accepts(value) !== false) return;
  throw new UsageError(`${JSON.stringify(value)} is no value of ${key}.`, {
    where: '--context',
    hint: `Such as --context ${key}=${example}.`,
  });
}

/**
 * Who asks.
 * @throws UsageError for a group, which holds policies but calls nothing
 */
export function parseCaller(text: string): Caller {
  const principal: Principal = parsePrincipal(text, '--principal');
  if (principal.type !== 'group') return { type: principal.type, name: principal.name };
  throw new UsageError('A group calls nothing.', {
    where: '--principal',
    hint: 'Ask about one of its users: user/NAME.',
  });
}

/**
 * The action of a request.
 * @throws UsageError for a text that is no whole `service:Operation`
 */
export function checkAction(text: string | undefined): string {
  if (text !== undefined && /^[a-z][a-z0-9-]*:[A-Za-z0-9_-]+$/i.test(text)) return text;
  throw new UsageError(text === undefined ? 'Which action?' : `${JSON.stringify(text)} is no action.`, {
    where: '--action',
    hint: 'A request has one whole action, such as ecs:StartInstance.',
  });
}

/**
 * The resource of a request; `*` stands for a call that has none.
 * @throws UsageError for a text that is no ARN, and for an ARN that leaves its region or account open
 */
export function checkResource(text: string | undefined): string {
  if (text === '*') return text;
  if (text === undefined || parseArn(text) === undefined) {
    throw new UsageError(text === undefined ? 'Which resource?' : `${JSON.stringify(text)} is no resource.`, {
      where: '--resource',
      hint: 'Write its ARN, acs:<service>:<region>:<account>:<relative-id>, or * for a call without one.',
    });
  }
  const { service = '', region = '', account = '' } = parseArn(text) ?? {};
  const open = region === '' || region.includes('*');
  if (/^\w+$/.test(account) && !(open && REGIONAL.includes(service))) return text;
  throw new UsageError(`${JSON.stringify(text)} is not one resource.`, {
    where: '--resource',
    hint: 'A request is about one account, and of most services about one region: write them out.',
  });
}

/**
 * Services whose requests are always about one region, so that a statement for a region would be missed without it.
 * A service without regions has `*` there (help page "Policy elements").
 */
const REGIONAL: readonly string[] = [
  'ecs',
  'oss',
  'vpc',
  'slb',
  'rds',
  'fc',
  'cs',
  'kms',
  'log',
  'pai',
  'paidsw',
  'dataworks',
];

/**
 * An account id, from --account or from an ARN.
 * @throws UsageError for a text that is none
 */
export function checkAccount(text: string): string {
  if (/^\d+$/.test(text)) return text;
  throw new UsageError(`${JSON.stringify(text)} is no account id.`, { where: '--account', hint: 'It is a number.' });
}

/**
 * Of what exists the account is known.
 * @throws UsageError for --account without documents in files
 */
export function refuseAccount({ account }: AskOptions): void {
  if (account === undefined) return;
  throw new UsageError('--account is for documents in files.', {
    where: '--account',
    hint: 'Add --policy-file FILE.',
  });
}
