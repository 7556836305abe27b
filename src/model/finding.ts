import type { DesiredState } from './desired-state.js';

export type Severity = 'high' | 'warning' | 'info';

/** What a check has to say. `fix` is a desired state that the planner can take as it is. */
export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  /** Where: a path in a document, or an address. */
  readonly path: string;
  readonly message: string;
  /** API answers or texts that the finding rests on. */
  readonly evidence: readonly string[];
  readonly fix?: DesiredState;
}
