import { createHash } from 'node:crypto';
import type { Desired } from '../model/desired-state.js';

export type ChangeOp = 'create' | 'update' | 'attach' | 'grant';

/** `not done` was never tried, because something before it failed. */
export type ChangeStatus = 'planned' | 'done' | 'failed' | 'not done';

/** One write call that a change still needs. */
export interface Step {
  /** The API action with its product, such as `ram:CreatePolicyVersion`. */
  readonly action: string;
  /** What is written to: an address such as `role/EcsReader`. */
  readonly target: string;
  /** Sent with creates that take one and journaled, so that a repeated call makes nothing twice. */
  readonly clientToken?: string;
}

/** Earlier or later state of a thing, in the API's field names. */
export type Fields = Readonly<Record<string, string | number | boolean>>;

/** How the world differs from what is desired of one thing. */
export interface Difference {
  readonly op: ChangeOp;
  /** Null when the thing does not exist yet. */
  readonly before: Fields | null;
  readonly after: Fields;
  /** In order; the first is the next write call. */
  readonly steps: readonly Step[];
  /** What the user should know before agreeing, such as a version that is rotated out. */
  readonly notices: readonly string[];
}

/** A difference with its place in a plan. */
export interface Change extends Difference {
  /** Derived from kind and target, so it is the same in every plan. */
  readonly id: string;
  readonly kind: Desired['kind'];
  readonly target: string;
  readonly desired: Desired;
}

/** The stable id of the change of one kind to one target: 12 hexadecimal digits. */
export function changeId(kind: string, target: string): string {
  return createHash('sha256').update(`${kind}\n${target.toLowerCase()}`).digest('hex').slice(0, 12);
}
