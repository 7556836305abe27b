import { timingSafeEqual } from 'node:crypto';
import { ApiError } from './api-error.js';
import { type Caller, callerOfKey, callerOfSession } from './caller.js';
import type { Freshness } from './freshness.js';
import type { SandboxGuesses } from './guesses.js';
import type { HttpRequest } from './http-request.js';
import { readClaim, type SignatureClaim, verifySignature } from './signature-acs3.js';
import type { SessionRecord } from './state/records.js';
import type { State } from './state/state.js';

export interface Clocks {
  /** Real time, for request dates. Milliseconds. */
  readonly real: number;
  /** The cloud's time, for expiry. Milliseconds. */
  readonly cloud: number;
}

/** Finds out who sent a request. @throws ApiError with the codes of cloud-api §7. */
export function authenticate(
  state: State,
  freshness: Freshness,
  guesses: SandboxGuesses,
  request: HttpRequest,
  clocks: Clocks,
): Caller {
  const claim = readClaim(request);
  freshness.checkDate(claim.date, clocks.real);
  const { secret, caller } = resolve(state, claim, clocks.cloud);
  verifySignature(request, claim, secret);
  freshness.useNonce(claim.accessKeyId, claim.nonce, clocks.real);
  if (caller.kind === 'session' && caller.role === undefined && guesses.deletedRoleToken !== 'NoPermission') {
    throw new ApiError(400, guesses.deletedRoleToken, 'Specified SecurityToken is invalid.');
  }
  return caller;
}

function resolve(state: State, claim: SignatureClaim, now: number): { secret: string; caller: Caller } {
  const session = state.sessions.get(claim.accessKeyId);
  if (session !== undefined) {
    checkToken(session, claim.securityToken, now);
    return { secret: session.AccessKeySecret, caller: callerOfSession(state, session) };
  }
  const key = state.accessKeys.get(claim.accessKeyId);
  const caller = key && callerOfKey(state, key.UserName);
  if (key === undefined || caller === undefined) {
    throw new ApiError(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  if (key.Status === 'Inactive') {
    throw new ApiError(400, 'InvalidAccessKeyId.Inactive', 'Specified access key is disabled.');
  }
  if (claim.securityToken !== undefined) throw tokenMismatch();
  return { secret: key.AccessKeySecret, caller };
}

function checkToken(session: SessionRecord, token: string | undefined, now: number): void {
  if (token === undefined) {
    throw new ApiError(400, 'MissingSecurityToken', 'SecurityToken is required for this action.');
  }
  const given = Buffer.from(token);
  const right = Buffer.from(session.SecurityToken);
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw tokenMismatch();
  if (now >= session.ExpiresAt) {
    throw new ApiError(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
  }
}

function tokenMismatch(): ApiError {
  return new ApiError(
    400,
    'InvalidSecurityToken.MismatchWithAccessKey',
    'Specified SecurityToken mismatch with the AccessKey.',
  );
}
