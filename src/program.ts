import { Command, Option } from 'commander';
import { credentialsShow } from './commands/credentials/show.js';
import { execute, type Run } from './commands/execute.js';
import { instanceList } from './commands/instance/list.js';
import { instanceShow } from './commands/instance/show.js';
import { passroleCheck } from './commands/passrole/check.js';
import { policyExplain } from './commands/policy/explain.js';
import { policyLint } from './commands/policy/lint.js';
import { roleList } from './commands/role/list.js';
import { roleShow } from './commands/role/show.js';
import { sandboxEnv } from './commands/sandbox/env.js';
import { sandboxLog } from './commands/sandbox/log.js';
import { sandboxReset } from './commands/sandbox/reset.js';
import { sandboxServe } from './commands/sandbox/serve.js';
import { setup } from './commands/setup/setup.js';
import { trustLint } from './commands/trust/lint.js';
import type { OptionSpec, Verb } from './commands/verb.js';
import { GLOBAL_OPTIONS, type GlobalOption, readGlobals } from './config/options.js';
import { VERSION } from './version.js';

/** Verbs that stand alone, in the order of the help. */
export const SINGLE_VERBS: readonly AnyVerb[] = [setup];

/** Nouns with their verbs. */
export const NOUNS: Readonly<Record<string, { readonly summary: string; readonly verbs: readonly AnyVerb[] }>> = {
  role: { summary: 'RAM roles', verbs: [roleList, roleShow] },
  trust: { summary: 'trust policies: who may assume a role', verbs: [trustLint] },
  policy: { summary: 'policies: what their holder may do', verbs: [policyLint, policyExplain] },
  passrole: { summary: 'who may pass a role to a service', verbs: [passroleCheck] },
  instance: { summary: 'instances and the roles they carry', verbs: [instanceList, instanceShow] },
  credentials: { summary: 'temporary credentials, from inside an instance', verbs: [credentialsShow] },
  sandbox: {
    summary: 'the embedded local cloud',
    verbs: [sandboxServe, sandboxEnv, sandboxLog, sandboxReset],
  },
};

type AnyVerb = Verb;

/** The command tree: names, options, help. What a command needs is loaded when it runs. */
export function buildProgram(run: Run): Command {
  const { host } = run;
  const program = new Command('ramrole')
    .description('Administers instance RAM roles on Alibaba Cloud.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .showHelpAfterError(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      // Usage errors are said once, by the one place that says errors.
      writeErr: () => {},
      getOutHelpWidth: () => host.stdout.columns ?? 80,
    });
  for (const option of Object.values(GLOBAL_OPTIONS)) program.addOption(globalOption(option));
  const add = (parent: Command, verb: AnyVerb) =>
    addVerb(parent, verb, async (args, options, globals) => {
      run.globals = readGlobals(globals, host.env);
      await execute(verb, args, options, run.globals, run);
    });
  for (const verb of SINGLE_VERBS) add(program, verb);
  for (const [name, { summary, verbs }] of Object.entries(NOUNS)) {
    const noun = program.command(name).summary(summary).description(summary);
    for (const verb of verbs) add(noun, verb);
  }
  return program;
}

function globalOption({ flags, env, choices, help }: GlobalOption): Option {
  const option = new Option(flags, env ? `${help} (env: ${env})` : help);
  return choices ? option.choices(choices) : option;
}

type Values = Record<string, unknown>;

function addVerb(
  parent: Command,
  verb: AnyVerb,
  action: (args: Record<string, string>, options: Values, globals: Values) => Promise<void>,
): void {
  const command = parent
    .command(verb.name)
    .summary(verb.summary)
    .description(verb.details ?? verb.summary);
  const names = Object.keys(verb.arguments);
  for (const [name, { help, optional }] of Object.entries(verb.arguments)) {
    command.argument(optional ? `[${name}]` : `<${name}>`, help);
  }
  for (const option of Object.values(verb.options)) command.addOption(verbOption(option));
  command.addHelpText('after', `\nExamples:\n${verb.examples.map((line) => `  ${line}`).join('\n')}`);
  command.allowExcessArguments(false);
  command.action(async (...given: unknown[]) => {
    const args = Object.fromEntries(names.map((name, index) => [name, given[index] as string]));
    await action(args, optionValues(verb.options, command.opts()), command.optsWithGlobals());
  });
}

function verbOption({ flags, help, type, choices }: OptionSpec): Option {
  const option = new Option(flags, help);
  if (choices) option.choices(choices);
  if (type === 'list') option.argParser((value, all: unknown) => [...((all as string[] | undefined) ?? []), value]);
  return option;
}

function optionValues(options: Readonly<Record<string, OptionSpec>>, parsed: Values): Values {
  const empty = { flag: false, text: undefined, list: [] };
  return Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, parsed[name] ?? empty[type]]));
}
