import type { Caller } from './caller.js';
import type { SandboxGuesses } from './guesses.js';
import type { Params } from './params.js';
import type { State } from './state/state.js';

/** One authenticated and authorized call, as a handler sees it. */
export interface Call {
  readonly params: Params;
  readonly state: State;
  readonly account: string;
  readonly caller: Caller;
  /** The cloud's time, in milliseconds since 1970. */
  readonly now: number;
  readonly guesses: SandboxGuesses;
}

/** An answer's body without its RequestId. */
export type Answer = Record<string, unknown>;

/**
 * Does one action, synchronously, and changes nothing but the state's tables.
 * @throws ApiError, after which the server takes all changes back.
 */
export type Handler = (call: Call) => Answer;
