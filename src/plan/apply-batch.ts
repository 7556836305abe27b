import { CloudError } from '../cloud/errors.js';
import { RamroleError } from '../errors.js';
import type { ApplyOptions, Outcome } from './apply-options.js';
import type { Change, Step } from './change.js';
import {
  awaitsReadBack,
  type Flight,
  inTheAir,
  isAlreadyThere,
  look,
  type Missing,
  mayTryAgain,
  takeOff,
} from './flight.js';
import type { AnyKind } from './kind.js';
import { sameFields } from './same-fields.js';

/**
 * Brings one batch to its desired state: look, make the next write call, look again, until a look finds
 * nothing missing. So a write with an unknown outcome is looked up, never blindly repeated, and a change
 * counts as done only when it was read back.
 * @param fresh this plan made something a moment ago that other products may not know yet
 */
export async function applyBatch(
  kind: AnyKind,
  changes: readonly Change[],
  fresh: boolean,
  options: ApplyOptions,
): Promise<Outcome[]> {
  const { clock, scope } = options;
  const flights = changes.map(takeOff);
  const started = clock.now();
  for (let looks = 0; flights.some(inTheAir); looks += 1) {
    try {
      if (looks > 1) await clock.sleep(pauseBefore(looks));
      const missing = await look(kind, flights.filter(inTheAir), scope);
      const waitedFor = missing.filter((one) => !awaitsReadBack(one, clock.now()));
      for (const { flight } of waitedFor) if (flight.exhausted) flight.error = flight.exhausted;
      const ready = waitedFor.filter(({ flight }) => inTheAir(flight));
      if (ready.length > 0) await writeNext(kind, ready, { fresh, started }, options);
    } catch (error) {
      if (!(error instanceof RamroleError)) throw error;
      for (const flight of flights.filter(inTheAir)) flight.error = error;
    }
  }
  return flights.map(outcomeOf);
}

/** Makes one write call for all that wait for the same step; journaled before and after. */
async function writeNext(
  kind: AnyKind,
  ready: readonly Missing[],
  { fresh, started }: { fresh: boolean; started: number },
  { journal, scope, clock }: ApplyOptions,
): Promise<void> {
  const step = ready[0]?.difference.steps[0] as Step;
  const batch = ready.filter(({ difference }) => difference.steps[0]?.action === step.action);
  const flights = batch.map(({ flight }) => flight);
  const call = await journal.before(batch.map(asChange), step, kind.journalFields);
  for (const { flight, difference } of batch) {
    flight.attempts += 1;
    flight.written = { before: flight.written ? flight.written.before : difference.before, after: difference.after };
  }
  const pending = (certain: boolean) => ({ action: step.action, certain, at: clock.now() });
  try {
    const answer = await kind.write(
      batch.map(({ flight, difference, observed }) => ({ desired: flight.planned.desired, difference, observed })),
      scope,
    );
    flights.forEach((flight, index) => {
      flight.requestIds.push(answer.requestId);
      const failure = answer.failures?.get(index);
      if (failure) flight.error = failure;
      else flight.pending = pending(true);
    });
    await journal.after(call, { outcome: 'done', requestId: answer.requestId, failures: failureCodes(flights) });
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const { outcomeUnknown, requestId, code } = error;
    await journal.after(call, { outcome: outcomeUnknown ? 'unknown' : 'failed', requestId, code });
    const again = mayTryAgain(error, flights, fresh, clock.now() - started);
    for (const flight of flights) {
      if (requestId) flight.requestIds.push(requestId);
      if (!again && outcomeUnknown) flight.exhausted = error;
      else if (!again) flight.error = error;
      // "Already exists" after a try without an answer: that try happened, and the reads are late.
      const happened = again && isAlreadyThere(error);
      flight.pending = outcomeUnknown || happened ? pending(happened) : undefined;
    }
  }
}

/** The difference as it is now, under the identity that the plan gave it. */
function asChange({ flight, difference }: Missing): Change {
  const { id, kind, target, desired } = flight.planned;
  return { ...difference, id, kind, target, desired };
}

function failureCodes(flights: readonly Flight[]): Record<string, string> {
  return Object.fromEntries(
    flights.flatMap(({ planned, error }) => (error ? [[planned.id, error.code ?? error.name]] : [])),
  );
}

/** The change as it was really made, and a notice when somebody else's change was merged into it. */
function asWritten({ planned, written }: Flight): Change {
  if (!written) return planned;
  const moved = !sameFields(written.before, planned.before);
  const notices = moved
    ? [...planned.notices, 'Merged with a change that somebody made since the plan.']
    : planned.notices;
  return { ...planned, ...written, notices };
}

function outcomeOf(flight: Flight): Outcome {
  return {
    change: asWritten(flight),
    status: flight.landed ? 'done' : 'failed',
    requestIds: flight.requestIds,
    ...(flight.error ? { error: flight.error } : {}),
  };
}

/** Milliseconds before the nth look: the second follows the write at once, then 0.2 s doubling up to 5 s. */
function pauseBefore(looks: number): number {
  return Math.min(200 * 2 ** Math.min(looks - 2, 10), 5000);
}
