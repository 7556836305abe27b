import type { OptionSpec } from './verb.js';

/** What every verb that writes takes. */
export const PLAN_OPTIONS = {
  dryRun: { flags: '--dry-run', type: 'flag', help: 'show the plan and stop' },
  yes: { flags: '-y, --yes', type: 'flag', help: 'apply without asking' },
} as const satisfies Record<string, OptionSpec>;

export interface PlanFlags {
  readonly dryRun: boolean;
  readonly yes: boolean;
}
