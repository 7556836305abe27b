import type { Globals } from '../config/options.js';
import type { Host } from '../host.js';
import { present, write } from './present.js';
import type { Verb } from './verb.js';

/** One command line on its way; the front door reads from it how far it came. */
export interface Run {
  readonly host: Host;
  readonly argv: readonly string[];
  /** Known once the options are parsed. */
  globals?: Globals;
  /** The result is on stdout. */
  isPresented: boolean;
}

/**
 * Runs one verb: context, result, rendering.
 * @throws whatever went wrong, the error of a result that is not a success included
 */
export async function execute(
  verb: Verb,
  args: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>>,
  globals: Globals,
  run: Run,
): Promise<void> {
  if (globals.query !== undefined) await (await import('../output/query.js')).checkQuery(globals.query);
  const meant = verb.sandbox ? { ...globals, sandbox: globals.sandbox ?? '' } : globals;
  const { createContext } = await import('../context.js');
  const context = createContext(run.host, meant, run.argv);
  try {
    if (context.isSandbox) await write(run.host.stderr, `sandbox: ${context.sandboxFolder}\n`);
    const result = await verb.run(context, args, options as never);
    const mistake = await present(context, result);
    run.isPresented = true;
    if (!('raw' in result) && result.error) throw result.error;
    if (mistake) throw mistake;
  } finally {
    await context.close();
  }
}
