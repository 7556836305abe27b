import type { CloudError } from '../cloud/errors.js';
import { ConflictError, RamroleError } from '../errors.js';
import type { Change, Difference } from './change.js';
import type { AnyKind, Scope } from './kind.js';
import { sameFields } from './same-fields.js';

/** A change on its way to the cloud: what is known of it since the last look. */
export interface Flight {
  readonly planned: Change;
  readonly requestIds: string[];
  /** The write call whose effect no look has shown yet. */
  pending?: { readonly action: string; readonly certain: boolean; readonly at: number } | undefined;
  attempts: number;
  /** What was really written: a merge can make it differ from the plan. */
  written?: Pick<Difference, 'before' | 'after'>;
  error?: RamroleError;
  /** The last try had no answer either: its failure, unless the next look shows that it happened. */
  exhausted?: RamroleError;
  landed: boolean;
}

/** A flight that a look found not yet there, with what is missing now. */
export interface Missing {
  readonly flight: Flight;
  readonly difference: Difference;
  readonly observed: unknown;
}

export function takeOff(planned: Change): Flight {
  return { planned, requestIds: [], attempts: 0, landed: false };
}

export function inTheAir(flight: Flight): boolean {
  return !flight.landed && !flight.error;
}

/** The last look before a write, and the first after it. Lands what is there; answers what is not. */
export async function look(kind: AnyKind, flights: readonly Flight[], scope: Scope): Promise<Missing[]> {
  const desired = flights.map((flight) => flight.planned.desired);
  const observed = await kind.observeMany(desired, scope);
  return flights.flatMap((flight, index): Missing[] => {
    try {
      const difference = kind.compare(flight.planned.desired, observed[index], scope);
      if (kind.whenMoved === 'refuse') refuseMoved(flight, difference);
      if (!difference) refuseDeleted(flight, observed[index]);
      flight.landed = difference === undefined;
      return difference ? [{ flight, difference, observed: observed[index] }] : [];
    } catch (error) {
      if (!(error instanceof RamroleError)) throw error;
      flight.error = error;
      return [];
    }
  });
}

const RUN_AGAIN = 'the same command again, to see a plan of what is there now';

/** A whole document is only replaced by the one who saw what it replaces. */
function refuseMoved({ planned, attempts }: Flight, difference: Difference | undefined): void {
  // Nothing missing: somebody else did the same. The plan's verification looks at the whole once more.
  if (attempts > 0 || !difference) return;
  if (sameFields(difference.before, planned.before)) return;
  throw new ConflictError(`${planned.target} was changed by somebody else since the plan was made.`, {
    hint: `Then: ${JSON.stringify(planned.before)}. Now: ${JSON.stringify(difference.before)}.`,
    next: RUN_AGAIN,
  });
}

/** What was there when the plan was made and is gone now is not as desired, although nothing is missing on it. */
function refuseDeleted({ planned }: Flight, observed: unknown): void {
  if (planned.before === null || observed !== undefined) return;
  throw new ConflictError(`${planned.target} was deleted by somebody else since the plan was made.`, {
    next: RUN_AGAIN,
  });
}

/** How long a written change may stay invisible to reads: permission changes are seen within 1–2 minutes. */
const READ_BACK_MS = 120_000;
/** How long an unanswered write may stay invisible before it counts as not having happened. */
const DOUBT_MS = 10_000;

/** True while a look has not shown the last write, and it is too early to say that it will not. */
export function awaitsReadBack({ flight, difference }: Missing, now: number): boolean {
  const { pending } = flight;
  if (!pending || pending.action !== difference.steps[0]?.action) return false;
  const waited = now - pending.at;
  if (pending.certain && waited >= READ_BACK_MS) {
    flight.error = new ConflictError(`${flight.planned.target} was written, but reads do not show it yet.`, {
      hint: 'Changes can take minutes to be seen. Run the same command again later: it plans only what is missing.',
    });
  }
  return pending.certain ? waited < READ_BACK_MS : waited < DOUBT_MS;
}

/** How often one change's write calls are tried, each time after looking whether the last one happened. */
const ATTEMPTS = 4;
/** A thing made by this very plan may be unknown to another product for a while. */
const FRESH_MS = 60_000;

/**
 * Whether a failed write may be tried again. After an unknown outcome the next look tells whether the call
 * happened, so another try doubles nothing; "already exists" then only means that it did. With `fresh`,
 * this plan made a thing a moment ago, which may be unknown elsewhere for a while.
 */
export function mayTryAgain(error: CloudError, flights: readonly Flight[], fresh: boolean, elapsed: number): boolean {
  const attempts = Math.max(...flights.map((flight) => flight.attempts));
  if (error.outcomeUnknown) return attempts < ATTEMPTS;
  if (isAlreadyThere(error)) return attempts > 1 && attempts < ATTEMPTS;
  return fresh && error.exitCode === 4 && elapsed < FRESH_MS;
}

export function isAlreadyThere(error: CloudError): boolean {
  return error.code?.startsWith('EntityAlreadyExists.') ?? false;
}
