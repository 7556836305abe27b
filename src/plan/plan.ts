import { RamroleError } from '../errors.js';
import type { Desired, DesiredState } from '../model/desired-state.js';
import { type Change, changeId } from './change.js';
import { groupBy } from './group-by.js';
import type { AnyKind, Scope } from './kind.js';
import { kindOf } from './kinds/index.js';

/** What has to change, in the order in which it will. */
export interface Plan {
  readonly desired: DesiredState;
  readonly changes: readonly Change[];
}

/**
 * Looks at everything that is desired and says what is missing. Writes nothing.
 * @throws the one obstacle, or a PlanRefusedError that names all of them, so that a user mends them in one go.
 */
export async function makePlan(desired: DesiredState, scope: Scope): Promise<Plan> {
  const kinds = groupBy(desired, (one) => kindOf(one));
  const perKind = await Promise.all([...kinds].map(([kind, some]) => differencesOf(kind, some, scope)));
  const obstacles = perKind.flatMap((one) => one.obstacles);
  if (obstacles[0]) throw obstacles.length === 1 ? obstacles[0] : new PlanRefusedError(obstacles);
  const changes = perKind.flatMap((one) => one.changes);
  return { desired, changes: changes.toSorted((a, b) => kindOf(a).stage - kindOf(b).stage) };
}

interface Differences {
  readonly changes: Change[];
  readonly obstacles: RamroleError[];
}

async function differencesOf(kind: AnyKind, desired: readonly Desired[], scope: Scope): Promise<Differences> {
  const observed = await kind.observeMany(desired, scope);
  const changes: Change[] = [];
  const obstacles: RamroleError[] = [];
  desired.forEach((one, index) => {
    try {
      const difference = kind.compare(one, observed[index], scope);
      const target = kind.target(one);
      if (difference)
        changes.push({ ...difference, id: changeId(kind.kind, target), kind: kind.kind, target, desired: one });
    } catch (error) {
      if (!(error instanceof RamroleError)) throw error;
      obstacles.push(error);
    }
  });
  return { changes, obstacles };
}

/** Several obstacles as one error: the exit code is theirs when they share it, else that of a conflict. */
class PlanRefusedError extends RamroleError {
  override readonly exitCode: number;

  constructor(obstacles: readonly RamroleError[]) {
    const [first] = obstacles;
    super(obstacles.map((one) => one.message).join('\n'), {
      hint: [...new Set(obstacles.flatMap((one) => one.hint ?? []))].join(' ') || undefined,
      next: obstacles.find((one) => one.next)?.next,
      cause: first,
    });
    const codes = new Set(obstacles.map((one) => one.exitCode));
    this.exitCode = codes.size === 1 && first ? first.exitCode : 5;
  }
}
