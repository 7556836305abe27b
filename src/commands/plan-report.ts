import { PartlyDoneError, RamroleError } from '../errors.js';
import type { Outcome } from '../plan/apply-options.js';
import type { Binding } from '../plan/binding.js';
import type { Plan } from '../plan/plan.js';
import type { PlanFlags } from './plan-options.js';
import { planText, reportText } from './plan-view.js';
import { errorFields } from './present.js';
import type { Paint, Result } from './verb.js';

/** A plan, and how each of its changes ended. */
export interface PlanReport extends Result {
  readonly outcomes: readonly Outcome[];
}

/**
 * The `ramrole.plan/1` document and its view, from one object.
 * @param verification what reading everything back found wrong
 */
export function planReport(
  binding: Binding,
  plan: Plan,
  outcomes: readonly Outcome[],
  { dryRun }: Pick<PlanFlags, 'dryRun'>,
  verification?: RamroleError,
): PlanReport {
  const count = (status: Outcome['status']) => outcomes.filter((outcome) => outcome.status === status).length;
  const data = {
    account: binding.account,
    caller: binding.caller,
    region: binding.region,
    changes: outcomes.map(changeFields),
    summary: {
      dryRun,
      total: plan.changes.length,
      planned: count('planned'),
      done: count('done'),
      failed: count('failed'),
      notDone: count('not done'),
    },
  };
  return {
    schema: 'ramrole.plan/1',
    data,
    outcomes,
    error: causeOf(outcomes) ?? verification,
    view: (paint: Paint) =>
      dryRun ? planText(plan.changes, paint) : reportText(outcomes, verification === undefined, paint),
  };
}

function changeFields({ change, status, requestIds, error }: Outcome) {
  const { id, kind, target, op, before, after, steps, notices } = change;
  return {
    id,
    kind,
    target,
    op,
    before,
    after,
    calls: steps.map((step) => step.action),
    notices,
    status,
    requestIds,
    ...(error ? { error: errorFields(error) } : {}),
  };
}

/** A plan that one cause stopped: it ends with that cause's exit code. */
class PlanStoppedError extends RamroleError {
  override readonly exitCode: number;

  constructor(cause: RamroleError, done: number, total: number) {
    super(cause.message, {
      where: cause.where,
      hint: [cause.hint, `${done} of ${total} changes were made.`].filter(Boolean).join(' '),
      // Running it again mends no missing permission.
      next: cause.next ?? (cause.exitCode === 3 ? undefined : RUN_AGAIN),
      code: cause.code,
      requestId: cause.requestId,
      cause,
    });
    this.exitCode = cause.exitCode;
  }
}

const RUN_AGAIN = 'the same command again: it plans only what is missing';

/** One cause gives its own exit code; independent items of one kind that ended differently give 6. */
function causeOf(outcomes: readonly Outcome[]): RamroleError | undefined {
  const failed = outcomes.filter((outcome) => outcome.error);
  const cause = failed[0]?.error;
  if (!cause) return undefined;
  const kinds = new Set(failed.map((outcome) => outcome.change.kind));
  const alike = outcomes.filter((outcome) => kinds.has(outcome.change.kind));
  if (alike.some((outcome) => outcome.status === 'done')) {
    return new PartlyDoneError(`${failed.length} of ${alike.length} failed; the first: ${cause.message}`, {
      hint: cause.hint,
      next: RUN_AGAIN,
      code: cause.code,
      requestId: cause.requestId,
      cause,
    });
  }
  const done = outcomes.filter((outcome) => outcome.status === 'done').length;
  return new PlanStoppedError(cause, done, outcomes.length);
}
