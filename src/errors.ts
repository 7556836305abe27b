/**
 * What went wrong, why, and what to run next. Each class is one exit code of the
 * contract in docs/json.md; `src/main.ts` is the only place that turns one into output.
 */

export interface ErrorDetails {
  /** Why it happened, or what would be right: one sentence. */
  readonly hint?: string | undefined;
  /** A command line that the user can run next. */
  readonly next?: string | undefined;
  /** Where in the input: a flag, or a path with line and column. */
  readonly where?: string | undefined;
  /** The API's own error code, when the cloud said it. */
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** The base of every error that a user may meet. Exit code 1: unexpected. */
export class RamroleError extends Error {
  readonly exitCode: number = 1;
  readonly hint: string | undefined;
  readonly next: string | undefined;
  readonly where: string | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.hint = details.hint;
    this.next = details.next;
    this.where = details.where;
    this.code = details.code;
    this.requestId = details.requestId;
  }
}

/** 2: usage, bad input, or a question that no terminal could answer. */
export class UsageError extends RamroleError {
  override readonly exitCode = 2;
}

/** 3: not authorized, or no credentials that work. */
export class NotAuthorizedError extends RamroleError {
  override readonly exitCode = 3;
}

/** 4: a named thing does not exist. */
export class NotFoundError extends RamroleError {
  override readonly exitCode = 4;
}

/** 5: conflict, limit, or changed underneath. */
export class ConflictError extends RamroleError {
  override readonly exitCode = 5;
}

/** 6: independent items ended differently. */
export class PartlyDoneError extends RamroleError {
  override readonly exitCode = 6;
}

/** 7: the cloud is unreachable, throttles, or timed out. */
export class UnreachableError extends RamroleError {
  override readonly exitCode = 7;
}

/** 8: `--expect` not met, drift, unusable credentials, or a finding of severity high. */
export class ExpectationError extends RamroleError {
  override readonly exitCode = 8;
}

/** 130: interrupted, or declined at the question. */
export class InterruptedError extends RamroleError {
  override readonly exitCode = 130;
}
