import type { RamroleError } from '../errors.js';
import type { Change, ChangeStatus } from './change.js';
import type { Journal } from './journal.js';
import type { Scope } from './kind.js';

/** How one change ended. */
export interface Outcome {
  readonly change: Change;
  readonly status: ChangeStatus;
  readonly requestIds: readonly string[];
  readonly error?: RamroleError;
}

export interface ApplyOptions {
  readonly scope: Scope;
  readonly journal: Journal;
  readonly clock: { now(): number; sleep(ms: number): Promise<void> };
  /** Runs the work while this machine holds the named lock. */
  withLock<T>(key: string, work: () => Promise<T>): Promise<T>;
  readonly onStart?: (changes: readonly Change[]) => void;
  readonly onEnd?: (outcomes: readonly Outcome[]) => void;
}
