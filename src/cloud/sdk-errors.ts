import { type DenialContext, describeDenial, readDenial } from './denial.js';
import { isThrottling, outcomeOf } from './error-codes.js';
import { hintFor } from './error-hints.js';
import { type CallName, CloudError, unreadableAnswer } from './errors.js';
import { transportError } from './transport-errors.js';

/** What an SDK error looks like from outside (openapi-core 1.0.8: ClientError, ServerError, ThrottlingError). */
interface SdkError {
  readonly statusCode?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly requestId?: unknown;
  readonly retryAfter?: unknown;
  readonly data?: unknown;
  readonly accessDeniedDetail?: unknown;
}

/**
 * Turns whatever an official SDK throws into a CloudError. Nothing of the original is kept as cause: its texts carry
 * whole URLs and, for a refused signature, the string that was signed.
 */
export function fromSdkError(error: unknown, call: CallName, context: DenialContext = {}): CloudError {
  if (error instanceof CloudError) return error;
  const sdk = (typeof error === 'object' && error !== null ? error : {}) as SdkError;
  if (typeof sdk.statusCode === 'number') return apiError(sdk, sdk.statusCode, call, context);
  const transport = transportError(error, call);
  if (transport) return transport;
  if (error instanceof SyntaxError) return unreadableAnswer(call, 'not JSON');
  const code = known(sdk.code);
  if (code) {
    // The SDK itself refuses before it sends (`ParameterMissing`, `SDK.ValidateError`, `InvalidCredentials`).
    const exitCode = code === 'InvalidCredentials' ? 3 : 1;
    return new CloudError(`${call.product} ${call.action}: ${known(sdk.message) ?? code}`, { ...call, exitCode, code });
  }
  // The SDK maps answers onto its models and throws bare Errors ("can not cast to Map", "type of x is mismatch", or a
  // TypeError on a null body) when they do not fit.
  return unreadableAnswer(call, 'not what this API answers');
}

function apiError(sdk: SdkError, statusCode: number, call: CallName, context: DenialContext): CloudError {
  const body = (typeof sdk.data === 'object' && sdk.data !== null ? sdk.data : {}) as Record<string, unknown>;
  const code = known(sdk.code);
  if (code === undefined) return unreadableAnswer(call, `HTTP ${statusCode} without an error code`, statusCode);
  const apiMessage = tidy(known(body['Message']) ?? known(body['message']) ?? '', code);
  const exitCode = outcomeOf(code, statusCode);
  const throttled = isThrottling(code, statusCode);
  const denied = exitCode === 3 && isDenial(code);
  const denial = denied ? readDenial(sdk.accessDeniedDetail, apiMessage, context) : undefined;
  const what = denial ? describeDenial(denial) : apiMessage || code;
  return new CloudError(`${call.product} ${call.action}: ${withStop(what)}`, {
    ...call,
    ...hintFor(code, denial),
    exitCode,
    statusCode,
    code,
    requestId: known(sdk.requestId),
    apiMessage,
    retryAfterMs: typeof sdk.retryAfter === 'number' && sdk.retryAfter >= 0 ? sdk.retryAfter : undefined,
    denial,
    throttled,
    retryable: throttled || exitCode === 7,
    outcomeUnknown: !throttled && exitCode === 7,
  });
}

/** Refused for want of permission, as opposed to credentials that are not accepted at all. */
function isDenial(code: string): boolean {
  return /^(NoPermission|Forbidden|Unauthorized|NotAuthorized|AccessDenied)|PassRoleForbidden$/.test(code);
}

/** The SDK writes `${undefined}` into absent fields. */
function known(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value !== 'undefined' && value !== 'null' ? value : undefined;
}

/** A refused signature is answered with the string to sign, which holds the caller's headers, the token among them. */
function tidy(message: string, code: string): string {
  return /Signature/.test(code) ? (/^[^.\n]*\.?/.exec(message)?.[0] ?? '') : message;
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
