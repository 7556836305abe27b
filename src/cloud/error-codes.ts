/** What an API error code means for the exit code (design: Output). */
export type Outcome = 1 | 2 | 3 | 4 | 5 | 7;

/**
 * The first pattern that matches decides, so the special ones stand first. Codes: the error tables of RAM 2015-05-01,
 * ECS 2014-05-26 and STS 2015-04-01 on the vendor's API pages, and the gateway's common errors.
 */
const RULES: readonly (readonly [pattern: RegExp, outcome: Outcome])[] = [
  [/Throttling/, 7],
  [/^(ServiceUnavailable|InternalError|InternalServerError|UnknownError|ServerBusy|SignatureNonceUsed)/, 7],
  [/^Invalid(Action|Api|Version|ApiVersion)\.?/, 1],
  [/^(NoPermission|Forbidden|Unauthorized|NotAuthorized|AccessDenied|Inactive)/, 3],
  [/PassRoleForbidden$/, 3],
  [/^(Invalid|Missing|Forbidden)?(AccessKey|SecurityToken)/, 3],
  [/^(SignatureDoesNotMatch|IncompleteSignature|InvalidSignature|InvalidTimeStamp|IllegalTimestamp)/, 3],
  [/^EntityNotExist/, 4],
  [/NotFound$/, 4],
  [/^(EntityAlreadyExists|DeleteConflict|LimitExceeded|QuotaExceeded|OperationConflict)/, 5],
  [/^(InvalidNetworkType\.MismatchRamRole|InvalidRamRole\.NotEcsRole|Incorrect)/, 5],
  [/^(Invalid|Malformed|Missing)/, 2],
];

/** The exit code for a code and its HTTP status; the status only speaks where no rule knows the code. */
export function outcomeOf(code: string | undefined, statusCode: number | undefined): Outcome {
  const known = code === undefined ? undefined : RULES.find(([pattern]) => pattern.test(code));
  if (known) return known[1];
  if (statusCode === undefined || statusCode >= 500 || statusCode === 408 || statusCode === 429) return 7;
  if (code === undefined) return 7;
  return BY_STATUS[statusCode] ?? 1;
}

const BY_STATUS: Readonly<Record<number, Outcome>> = { 401: 3, 403: 3, 404: 4, 409: 5 };

/** True for a code that says: not processed, come back later. */
export function isThrottling(code: string | undefined, statusCode: number | undefined): boolean {
  return code?.includes('Throttling') === true || statusCode === 429;
}
