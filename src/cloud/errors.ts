import { type ErrorDetails, RamroleError } from '../errors.js';
import type { Denial } from './denial.js';
import { outcomeOf } from './error-codes.js';
import type { InstanceResult } from './ports.js';

/** The call that an error belongs to. */
export interface CallName {
  /** `RAM`, `ECS`, `STS`. */
  readonly product: string;
  /** The API's name of the call, such as `CreateRole`. */
  readonly action: string;
}

export interface CloudErrorDetails extends ErrorDetails, CallName {
  readonly exitCode: number;
  /** HTTP status; undefined when no answer came or it could not be read. */
  readonly statusCode?: number | undefined;
  /** The API's own message, without anything secret. */
  readonly apiMessage?: string | undefined;
  /** Milliseconds, from `x-acs-retry-after`. */
  readonly retryAfterMs?: number | undefined;
  readonly denial?: Denial | undefined;
  readonly throttled?: boolean;
  readonly retryable?: boolean;
  readonly outcomeUnknown?: boolean;
}

/** A call to the cloud that did not succeed. The exit code follows the API's code (error-codes.ts). */
export class CloudError extends RamroleError {
  override readonly exitCode: number;
  readonly product: string;
  readonly action: string;
  readonly statusCode: number | undefined;
  readonly apiMessage: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** Who was refused what, when the call was refused. */
  readonly accessDenied: Denial | undefined;
  /** The cloud said: not processed, come back later. */
  readonly throttled: boolean;
  /** The same call may succeed when it is made again. */
  readonly retryable: boolean;
  /** The call may have been processed although it failed: read back before repeating a write. */
  readonly outcomeUnknown: boolean;

  constructor(message: string, details: CloudErrorDetails) {
    super(message, details);
    this.exitCode = details.exitCode;
    this.product = details.product;
    this.action = details.action;
    this.statusCode = details.statusCode;
    this.apiMessage = details.apiMessage;
    this.retryAfterMs = details.retryAfterMs;
    this.accessDenied = details.denial;
    this.throttled = details.throttled ?? false;
    this.retryable = details.retryable ?? false;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
  }
}

/** True when the cloud said that the thing does not exist; with `codes`, only when it said so with one of these. */
export function isNotFound(error: unknown, ...codes: readonly string[]): boolean {
  if (!(error instanceof CloudError) || error.exitCode !== 4) return false;
  return codes.length === 0 || (error.code !== undefined && codes.includes(error.code));
}

/**
 * An HTTP 200 that lacks what the API always answers, or an answer that cannot be read. The call may have been
 * processed.
 */
export function unreadableAnswer(call: CallName, why: string, statusCode?: number): CloudError {
  return new CloudError(`${call.product} ${call.action}: the answer could not be understood (${why}).`, {
    ...call,
    exitCode: 7,
    statusCode,
    retryable: true,
    outcomeUnknown: true,
    hint: 'Something between here and the cloud may have answered in its place, such as a proxy.',
  });
}

/** One instance's failure inside an HTTP 200, as the error that the call itself would have been. */
export function failedInstance(call: CallName, result: InstanceResult, requestId: string): CloudError {
  return new CloudError(`${result.instanceId}: ${result.message}`, {
    ...call,
    // The codes of single instances come without an HTTP status.
    exitCode: outcomeOf(result.code, 400),
    code: result.code,
    requestId,
  });
}
