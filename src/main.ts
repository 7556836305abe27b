import { CommanderError } from 'commander';
import type { Run } from './commands/execute.js';
import { asRamroleError, presentError } from './commands/present.js';
import type { OutputFormat } from './config/options.js';
import { UsageError } from './errors.js';
import type { Host } from './host.js';
import { buildProgram } from './program.js';

export { processHost } from './host.js';

/**
 * The one front door: runs a command line and answers its exit code (docs/json.md lists them).
 * Never throws and never ends the process.
 * @param argv the words after the program's name
 */
export async function run(argv: readonly string[], host: Host): Promise<number> {
  // A reader that goes away (`ramrole … | head`) ends the output, not the program.
  for (const stream of [host.stdout, host.stderr]) stream.on('error', () => {});
  const state: Run = { host, argv, isPresented: false };
  try {
    const program = buildProgram(state);
    await program.parseAsync(argv.length === 0 ? ['--help'] : explicitSandbox(argv), { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const shown = error instanceof CommanderError ? usageError(error, argv) : asRamroleError(error);
    const output = state.globals?.output ?? requestedOutput(argv, host.env);
    await presentError(host, shown, output, state.isPresented);
    return shown.exitCode;
  }
}

/** `--sandbox` takes its folder with `=` only, so that `--sandbox role list` means what it says. */
function explicitSandbox(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((word, index) => (word === '--sandbox' && (end < 0 || index < end) ? '--sandbox=' : word));
}

/** commander gives every usage error the exit code 1; ours is 2. */
function usageError(error: CommanderError, argv: readonly string[]): UsageError {
  if (error.code === 'commander.help') {
    const noun = argv.filter((word) => !word.startsWith('-')).join(' ');
    return new UsageError(`What to do with ${noun}? A verb is missing.`, { next: `ramrole ${noun} --help` });
  }
  const message = error.message.replace(/^error: /, '');
  const folder = looseFolder(argv);
  return new UsageError(message.slice(0, 1).toUpperCase() + message.slice(1), {
    hint: folder && `The sandbox's folder is written with "=": --sandbox=${folder}.`,
    next: 'ramrole --help',
  });
}

/** A path that follows a bare `--sandbox`, where it is taken for a command or an argument. */
function looseFolder(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--sandbox');
  const next = at < 0 ? undefined : argv[at + 1];
  return next?.includes('/') ? next : undefined;
}

/** The form that was asked for, where parsing did not get far enough to know. */
function requestedOutput(argv: readonly string[], env: Host['env']): OutputFormat {
  const words = argv.flatMap((word) => /^(--output(?==)|-o)=?(.+)$/.exec(word)?.slice(1) ?? [word]);
  const at = words.findLastIndex((word) => word === '--output' || word === '-o');
  const asked = at >= 0 ? words[at + 1] : env['RAMROLE_OUTPUT'];
  if (asked === 'json' || asked === 'yaml') return asked;
  return words.some((word) => word.startsWith('--query')) ? 'json' : 'table';
}
