import type { Cloud, Written } from '../cloud/ports.js';
import type { RamroleError } from '../errors.js';
import type { Desired } from '../model/desired-state.js';
import type { Difference } from './change.js';

/** Where a plan is made and applied. */
export interface Scope {
  readonly cloud: Cloud;
  /** The account's id, for ARNs. */
  readonly account: string;
}

/** A write call's answer; `failures` holds what failed inside it, by the position in the batch. */
export interface BatchWritten extends Written {
  readonly failures?: ReadonlyMap<number, RamroleError>;
}

/**
 * One kind of thing that can change. A new kind is one file in plan/kinds and one line in its table.
 * A kind only knows how to look, compare and make the next write call; the engine in apply.ts
 * does the rest: locks, the last look before a write, the journal, unknown outcomes, reading back.
 */
export interface ChangeKind<D extends Desired, Observed> {
  readonly kind: D['kind'];
  /** Lower stages are applied first; changes of one stage do not depend on each other. */
  readonly stage: number;
  /** How many changes one write call may carry; one when left out. */
  batchSize?(desired: D): number;
  /** Changes with different keys never share a call; each is alone when left out. */
  batchKey?(desired: D): string;
  /** Whether an edit still applies after somebody else changed the thing since the plan was shown. */
  readonly whenMoved: 'merge' | 'refuse';
  /** The fields of before and after that the journal may hold (design: allow-list per kind). */
  readonly journalFields: readonly string[];

  /** The address that the plan shows and the change's id is made of. */
  target(desired: D): string;
  /** What is locked on this machine while it is written; changes with one key go one after the other. */
  lockKey(desired: D): string;
  /** Looks at all of them, in batches of the API's size; the answer has the order of the question. */
  observeMany(desired: readonly D[], scope: Scope): Promise<Observed[]>;
  /** @throws RamroleError when the desired state must not or cannot be reached from here. */
  compare(desired: D, observed: Observed, scope: Scope): Difference | undefined;
  /** Makes the first step of each difference, in one API call. */
  write(
    batch: readonly { desired: D; difference: Difference; observed: Observed }[],
    scope: Scope,
  ): Promise<BatchWritten>;
}

/** The engine handles every kind alike and never looks inside what a kind observed. */
export type AnyKind = ChangeKind<Desired, unknown>;

/** Checks a kind's declaration against its own types; the one place where they are given up. */
export function defineKind<D extends Desired, Observed>(kind: ChangeKind<D, Observed>): AnyKind {
  return kind as unknown as AnyKind;
}
