import pMap from 'p-map';
import { ConflictError, RamroleError } from '../errors.js';
import { applyBatch } from './apply-batch.js';
import type { ApplyOptions, Outcome } from './apply-options.js';
import type { Change } from './change.js';
import { groupBy } from './group-by.js';
import { kindOf } from './kinds/index.js';
import { makePlan, type Plan } from './plan.js';

/** Batches under way at once. The vendor publishes no limit for RAM's write calls; the Terraform provider runs ten. */
const CONCURRENCY = 8;

/**
 * Applies a plan stage by stage; changes of one stage run side by side. After a failure the stage is
 * finished, later stages are not begun. Never throws for a failed change: its outcome says so.
 */
export async function applyPlan(plan: Plan, options: ApplyOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const stages = groupBy(plan.changes, (change) => kindOf(change).stage);
  // An obstacle in one stage makes every later stage's ground uncertain.
  for (const [, changes] of [...stages].toSorted(([a], [b]) => a - b)) {
    if (outcomes.some((outcome) => outcome.status !== 'done')) {
      outcomes.push(...changes.map((change): Outcome => ({ change, status: 'not done', requestIds: [] })));
      continue;
    }
    const fresh = outcomes.some((outcome) => outcome.change.op === 'create');
    const queues = [...groupBy(changes, (change) => kindOf(change).lockKey(change.desired))];
    const applied = await pMap(queues, ([key, queue]) => applyQueue(key, queue, fresh, options), {
      concurrency: CONCURRENCY,
    });
    outcomes.push(...applied.flat());
  }
  return outcomes;
}

/** Changes that write to the same thing go one batch after the other. */
async function applyQueue(key: string, queue: readonly Change[], fresh: boolean, options: ApplyOptions) {
  const outcomes: Outcome[] = [];
  for (const changes of groupBy(queue, batchKeyOf).values()) {
    const { desired } = changes[0] as Change;
    const kind = kindOf(desired);
    const size = kind.batchSize?.(desired) ?? 1;
    for (let start = 0; start < changes.length; start += size) {
      const batch = changes.slice(start, start + size);
      options.onStart?.(batch);
      const applied = await options
        .withLock(key, () => applyBatch(kind, batch, fresh, options))
        .catch((error: unknown) => notApplied(batch, error));
      options.onEnd?.(applied);
      outcomes.push(...applied);
    }
  }
  return outcomes;
}

function batchKeyOf(change: Change): string {
  return `${change.kind} ${kindOf(change).batchKey?.(change.desired) ?? change.id}`;
}

/** A lock that was not to be had, or a disk that is full: that is the batch's failure, and the others' report stays. */
function notApplied(batch: readonly Change[], cause: unknown): Outcome[] {
  const error = cause instanceof RamroleError ? cause : new RamroleError(`Unexpected: ${String(cause)}`, { cause });
  return batch.map((change) => ({ change, status: 'failed', requestIds: [], error }));
}

/**
 * Reads everything back: nothing that was desired may be missing any more.
 * @throws ConflictError naming what is.
 */
export async function verifyPlan(plan: Plan, { scope }: Pick<ApplyOptions, 'scope'>): Promise<void> {
  const left = await makePlan(plan.desired, scope);
  if (left.changes.length === 0) return;
  const targets = left.changes.map((change) => `${change.kind} ${change.target}`).join(', ');
  throw new ConflictError(`Everything was written, but reading back shows a difference again: ${targets}.`, {
    hint: 'Somebody else is changing the same things. Run the command again to see what is missing now.',
  });
}
