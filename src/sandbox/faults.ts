/** What can go wrong on the way: taken before the call is processed, except `reset-after` and `empty`. */
export type FaultKind = 'throttle' | 'reset-before' | 'reset-after' | '503' | 'empty' | 'html' | 'latency';

export const FAULT_KINDS: readonly FaultKind[] = [
  'throttle',
  'reset-before',
  'reset-after',
  '503',
  'empty',
  'html',
  'latency',
];

export interface Fault {
  /** An action's name such as `AttachInstanceRamRole`, or `*` for each. */
  readonly action: string;
  readonly kind: FaultKind;
  /** How many calls it meets; 1 when left out. */
  readonly times?: number;
  /** Milliseconds of `latency`; 1000 when left out. */
  readonly ms?: number;
}

/** The faults that are waiting for a call, in the order in which they were added. */
export class Faults {
  #waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The faults that a call of this action meets: every latency, and the first of the other kinds. Each is used up once. */
  take(action: string): Fault[] {
    const taken: Fault[] = [];
    for (const entry of this.#waiting) {
      const { fault } = entry;
      if (fault.action !== '*' && fault.action !== action) continue;
      if (fault.kind !== 'latency' && taken.some((other) => other.kind !== 'latency')) continue;
      entry.left -= 1;
      taken.push(fault);
    }
    this.#waiting = this.#waiting.filter((entry) => entry.left > 0);
    return taken;
  }
}

/** Reads a fault out of parsed JSON; undefined when it is none. */
export function readFault(value: unknown): Fault | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { action, kind, times, ms } = value as Record<string, unknown>;
  if (typeof action !== 'string' || !FAULT_KINDS.includes(kind as FaultKind)) return undefined;
  if (![times, ms].every((n) => n === undefined || (Number.isInteger(n) && (n as number) > 0))) return undefined;
  return {
    action,
    kind: kind as FaultKind,
    ...(times === undefined ? {} : { times: times as number }),
    ...(ms === undefined ? {} : { ms: ms as number }),
  };
}
