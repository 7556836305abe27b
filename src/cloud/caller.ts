import { RamroleError } from '../errors.js';
import { parseArn } from '../model/arn.js';
import { type ApiActionName, apiAction, fillResource } from './actions.js';
import type { DenialContext } from './denial.js';
import { type CallName, CloudError, unreadableAnswer } from './errors.js';
import { type Clock, type RetryPolicy, withRetry } from './retry.js';
import { fromSdkError } from './sdk-errors.js';

/** One call that was made, for `--verbose` and tests; `outcome` is `ok` or the error's code. */
export interface CallRecord {
  readonly product: string;
  readonly action: string;
  readonly ms: number;
  readonly outcome: string;
}

export interface CallerOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly retry: RetryPolicy;
  readonly onCall?: ((call: CallRecord) => void) | undefined;
  /** The caller's ARN, asked only after a refusal. */
  readonly identity?: (() => Promise<string | undefined>) | undefined;
}

/** Sends one API action by the official SDK and returns the body, complete. */
export type Caller = <Body extends { requestId?: string }>(
  action: ApiActionName,
  /** The API's names and values, as far as they name what the action works on. */
  names: Readonly<Record<string, string>>,
  send: () => Promise<{ body?: Body }>,
  /** What a successful answer always holds besides RequestId. */
  main?: (body: Body) => unknown,
) => Promise<Body>;

/** @returns a Caller that retries, checks the answer and turns every failure into a CloudError. */
export function createCaller(options: CallerOptions): Caller {
  return async (action, names, send, main = () => true) => {
    const { product, write, needs } = apiAction(action);
    const name: CallName = { product, action };
    const attempt = async () => {
      const started = options.clock.now();
      const record = (outcome: string) =>
        options.onCall?.({ product, action, ms: options.clock.now() - started, outcome });
      try {
        const { body } = await send();
        if (!body?.requestId) throw unreadableAnswer(name, 'no RequestId in it');
        if (!main(body)) throw unreadableAnswer(name, 'the main part is missing');
        record('ok');
        return body;
      } catch (error) {
        // The credential provider's own words, which pass through the SDK unchanged.
        if (error instanceof RamroleError && !(error instanceof CloudError)) throw error;
        const failed = fromSdkError(error, name);
        record(failed.code ?? 'unreadable');
        if (failed.accessDenied === undefined) throw failed;
        throw fromSdkError(error, name, await denialContext(failed, names, needs, options.identity));
      }
    };
    return await withRetry(attempt, { ...options, policy: options.retry, write });
  };
}

/** What the refusal does not say itself, from the action's table and the caller's identity. */
async function denialContext(
  failed: CloudError,
  names: Readonly<Record<string, string>>,
  needs: ReturnType<typeof apiAction>['needs'],
  identity: CallerOptions['identity'],
): Promise<DenialContext> {
  const passRole = /PassRoleForbidden$/.test(failed.code ?? '');
  const wanted = passRole ? 'ram:PassRole' : (failed.accessDenied?.action ?? needs[0]?.action);
  const need = needs.find(({ action }) => action === wanted) ?? needs[0];
  const caller = await identity?.().catch(() => undefined);
  const account = caller && parseArn(caller)?.account;
  const known = account ? { account, policyOwner: account, ...names } : names;
  return { action: wanted, resource: need && fillResource(need.resource, known), identity: caller };
}
