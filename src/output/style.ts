import { Chalk } from 'chalk';

type Paint = (text: string) => string;

/** The few colours and weights, by what they mean. Without colour each returns its text unchanged. */
export interface Style {
  readonly heading: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
  readonly faint: Paint;
  readonly added: Paint;
  readonly removed: Paint;
  readonly changed: Paint;
}

/** The style of one stream: stdout and stderr may differ. */
export function createStyle(colour: boolean): Style {
  // 16 colours: the user's own theme decides how they look.
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  return {
    heading: chalk.bold,
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.yellow,
    faint: chalk.dim,
    added: chalk.green,
    removed: chalk.red,
    changed: chalk.yellow,
  };
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether a stream gets colour. FORCE_COLOR overrides NO_COLOR, as in Node itself
 * (nodejs.org/api/tty.html, getColorDepth); an empty NO_COLOR counts as unset (no-color.org).
 */
export function wantsColour(env: Environment, isTTY: boolean): boolean {
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
  if (env.NO_COLOR) return false;
  return isTTY && canMoveCursor(env);
}

/** Whether a terminal understands escape sequences: not a dumb one, and not the log of a CI service. */
export function canMoveCursor(env: Environment): boolean {
  return env.TERM !== 'dumb' && (!env.CI || ['0', 'false'].includes(env.CI));
}
