import type { Globals } from '../config/options.js';
import type { Host } from '../host.js';
import { asRamroleError, present, presentError, write } from './present.js';
import type { Verb } from './verb.js';

interface Run {
  readonly host: Host;
  readonly argv: readonly string[];
  readonly globals: Globals;
}

/** Runs one verb: context, result, rendering, exit code. Never throws. */
export async function execute(
  verb: Verb,
  args: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>>,
  { host, argv, globals }: Run,
): Promise<number> {
  let presented = false;
  let close = async () => {};
  try {
    if (globals.query !== undefined) await (await import('../output/query.js')).checkQuery(globals.query);
    const meant = verb.sandbox ? { ...globals, sandbox: globals.sandbox ?? '' } : globals;
    const { createContext } = await import('../context.js');
    const context = createContext(host, meant, argv);
    close = () => context.close();
    if (context.isSandbox) await write(host.stderr, `sandbox: ${context.sandboxFolder}\n`);
    const result = await verb.run(context, args, options as never);
    await present(context, result);
    presented = true;
    if ('raw' in result || !result.error) return 0;
    throw result.error;
  } catch (error) {
    const shown = asRamroleError(error);
    await presentError(host, shown, globals.output, presented);
    return shown.exitCode;
  } finally {
    await close();
  }
}
