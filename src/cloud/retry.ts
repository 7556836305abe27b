import { CloudError } from './errors.js';

/** Milliseconds throughout. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** The longest pause; when the cloud asks for a longer one, the error is handed on at once. */
  readonly maxDelayMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 5, maxDelayMs: 20_000 };

const FIRST_DELAY_MS = 250;

export interface RetryOptions {
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly policy: RetryPolicy;
  /** A write is only repeated when the failed one was surely not processed. */
  readonly write: boolean;
}

/**
 * Calls until it succeeds, fails for good, or the tries are used up. Pauses grow twofold with full jitter;
 * `x-acs-retry-after` goes before. Not p-retry: its pauses are real timers, so tests could not turn the clock.
 * @throws CloudError of the last try; `outcomeUnknown` tells the planner to read back before it repeats a write.
 */
export async function withRetry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const delay = pauseAfter(error, tried, options);
      if (delay === undefined) throw error;
      await options.clock.sleep(delay);
    }
  }
}

function pauseAfter(error: CloudError, tried: number, options: RetryOptions): number | undefined {
  const { attempts, maxDelayMs } = options.policy;
  if (tried >= attempts || !error.retryable || (options.write && error.outcomeUnknown)) return undefined;
  if (error.retryAfterMs !== undefined) {
    return error.retryAfterMs <= maxDelayMs ? error.retryAfterMs : undefined;
  }
  return Math.floor(options.random() * Math.min(maxDelayMs, FIRST_DELAY_MS * 2 ** (tried - 1)));
}
