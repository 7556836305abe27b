import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../context.js';
import { InterruptedError, type RamroleError, UsageError } from '../errors.js';
import { acquireLock } from '../file-lock.js';
import type { DesiredState } from '../model/desired-state.js';
import { createProgress } from '../output/progress.js';
import { applyPlan, verifyPlan } from '../plan/apply.js';
import type { ApplyOptions, Outcome } from '../plan/apply-options.js';
import type { Binding } from '../plan/binding.js';
import type { Change } from '../plan/change.js';
import { journaledChange, openJournal } from '../plan/journal.js';
import { kindOf } from '../plan/kinds/index.js';
import { makePlan, type Plan } from '../plan/plan.js';
import { changeTitle } from './change-title.js';
import type { PlanFlags } from './plan-options.js';
import { type PlanReport, planReport } from './plan-report.js';
import { planText } from './plan-view.js';
import { asRamroleError, paintFor, write } from './present.js';

/**
 * The one way of everything that writes: plan, show, ask, apply, read back, journal. Nothing is written to the
 * cloud before the question is answered.
 * @throws UsageError when there is something to change, nobody to ask and no --yes; InterruptedError on a "no".
 */
export async function runPlan(context: Context, desired: DesiredState, flags: PlanFlags): Promise<PlanReport> {
  if (flags.yes && flags.dryRun) throw new UsageError('--yes and --dry-run contradict each other.');
  const binding = await context.binding();
  const scope = { cloud: await context.cloud(), account: binding.account };
  const plan = await makePlan(desired, scope);
  if (plan.changes.length === 0 || flags.dryRun) return planReport(binding, plan, planned(plan), flags);
  await agree(context, plan, flags);

  const journal = await startJournal(context, binding, plan);
  let exitCode = 1;
  try {
    const outcomes = await applyPlan(plan, {
      scope,
      journal,
      clock: context.host.clock,
      withLock: (key, work) => withLock(context, binding.account, key, work),
      ...watch(context),
    });
    const applied = outcomes.every((outcome) => outcome.status === 'done');
    const report = planReport(
      binding,
      plan,
      outcomes,
      flags,
      applied ? await verificationError(plan, scope) : undefined,
    );
    exitCode = report.error?.exitCode ?? 0;
    return report;
  } finally {
    await journal.end(exitCode);
  }
}

function planned(plan: Plan): Outcome[] {
  return plan.changes.map((change) => ({ change, status: 'planned', requestIds: [] }));
}

async function agree(context: Context, plan: Plan, { yes }: PlanFlags): Promise<void> {
  const { host, globals } = context;
  const asks = !yes && context.terminal;
  if (asks || globals.output === 'table') {
    await write(host.stderr, await planText(plan.changes, paintFor(host.stderr, host.env)));
  }
  if (yes) return;
  const prompt = await context.prompt();
  if (!(await prompt.confirm('Apply this plan?', { flag: '--yes' }))) {
    throw new InterruptedError('Nothing was changed.', { hint: 'The plan was declined.' });
  }
}

function startJournal(context: Context, binding: Binding, plan: Plan) {
  const changes = plan.changes.map((change) => journaledChange(change, kindOf(change).journalFields));
  return openJournal({
    folder: context.stateFolder,
    clock: context.host.clock,
    header: { id: context.runId, command: context.argv, binding, desired: plan.desired, changes },
  });
}

/** Two runs on one machine do not write to the same thing at the same time. */
async function withLock<T>({ stateFolder, host }: Context, account: string, key: string, work: () => Promise<T>) {
  const name = `${account}/${key}`.toLowerCase().replaceAll(/[^a-z0-9.-]/g, '_');
  const folder = join(stateFolder, 'locks');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await acquireLock(join(folder, name), {
    pid: host.pid,
    waitMs: LOCK_WAIT_MS,
    clock: host.clock,
    what: key,
  });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

const LOCK_WAIT_MS = 120_000;

function watch({ host }: Context): Pick<ApplyOptions, 'onStart' | 'onEnd'> {
  const paint = paintFor(host.stderr, host.env);
  const progress = createProgress({ stream: host.stderr, terminal: paint.terminal, style: paint.style, env: host.env });
  const steps = new Map<string, ReturnType<typeof progress.start>>();
  return {
    onStart: (changes) => steps.set(labelOf(changes), progress.start(labelOf(changes))),
    onEnd: (outcomes) => {
      const step = steps.get(labelOf(outcomes.map((outcome) => outcome.change)));
      const failed = outcomes.filter((outcome) => outcome.status !== 'done');
      if (failed.length === 0) step?.done();
      else step?.failed(failed.length === outcomes.length ? undefined : `${failed.length} of ${outcomes.length}`);
    },
  };
}

function labelOf(changes: readonly Change[]): string {
  const [first] = changes;
  if (!first) return '';
  const rest = changes.length > 1 ? ` and ${changes.length - 1} more` : '';
  return `${changeTitle(first)}${rest}`;
}

async function verificationError(plan: Plan, scope: ApplyOptions['scope']): Promise<RamroleError | undefined> {
  try {
    await verifyPlan(plan, { scope });
    return undefined;
  } catch (error) {
    return asRamroleError(error);
  }
}
