import { UsageError } from '../errors.js';

/** The options that every command has: one table for the parser, the help and the reference pages. */

export interface GlobalOption {
  readonly flags: string;
  readonly env?: string;
  readonly choices?: readonly string[];
  readonly help: string;
}

export const GLOBAL_OPTIONS = {
  output: {
    flags: '-o, --output <format>',
    env: 'RAMROLE_OUTPUT',
    choices: ['table', 'json', 'yaml'],
    help: 'form of the result on stdout',
  },
  query: { flags: '--query <jmespath>', help: 'part of the result, by JMESPath; implies --output json' },
  region: { flags: '--region <region>', env: 'ALIBABA_CLOUD_REGION_ID', help: 'region of instances that name none' },
  profile: {
    flags: '--profile <name>',
    env: 'ALIBABA_CLOUD_PROFILE',
    help: "profile of the vendor CLI's configuration (~/.aliyun/config.json)",
  },
  expectAccount: {
    flags: '--expect-account <id>',
    env: 'RAMROLE_EXPECT_ACCOUNT',
    help: 'refuse to run under another account',
  },
  sandbox: {
    flags: '--sandbox [dir]',
    env: 'RAMROLE_SANDBOX',
    help: 'run against the embedded local cloud; its folder is given as --sandbox=DIR',
  },
  as: {
    flags: '--as <identity>',
    env: 'RAMROLE_AS',
    help: 'who to be in the sandbox: root, user/NAME, or an instance (default: its administrator)',
  },
} as const satisfies Record<string, GlobalOption>;

export type OutputFormat = 'table' | 'json' | 'yaml';

/** The global options of one run, flags before environment. */
export interface Globals {
  readonly output: OutputFormat;
  readonly query: string | undefined;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  readonly expectAccount: string | undefined;
  /** The folder as given; empty for the default one; undefined for the real cloud. */
  readonly sandbox: string | undefined;
  readonly as: string | undefined;
}

type Raw = Readonly<Record<string, unknown>>;

/**
 * Joins what was parsed with the environment.
 * @throws UsageError for an output format of the environment that there is none of.
 */
export function readGlobals(parsed: Raw, env: Readonly<Record<string, string | undefined>>): Globals {
  const flag = (name: keyof typeof GLOBAL_OPTIONS): string | undefined => {
    const given = parsed[name];
    return typeof given === 'string' ? given : undefined;
  };
  const text = (name: keyof typeof GLOBAL_OPTIONS): string | undefined => {
    const option: GlobalOption = GLOBAL_OPTIONS[name];
    return flag(name) ?? ((option.env && env[option.env]) || undefined);
  };
  const sandbox = sandboxFolder(parsed.sandbox, env[GLOBAL_OPTIONS.sandbox.env]);
  const query = text('query');
  return {
    output: outputFormat(text('output'), query !== undefined),
    query,
    // The sandbox has its own regions: what the environment says of a real account does not count there.
    region: sandbox === undefined ? text('region') : flag('region'),
    profile: text('profile'),
    expectAccount: text('expectAccount'),
    sandbox,
    as: text('as'),
  };
}

function outputFormat(given: string | undefined, queried: boolean): OutputFormat {
  const { choices, env } = GLOBAL_OPTIONS.output;
  const format = choices.find((choice) => choice === (given ?? 'table'));
  if (format === undefined) {
    throw new UsageError(`${JSON.stringify(given)} is not an output format.`, { where: env, hint: choices.join(', ') });
  }
  // A part of a result has no table of its own.
  return queried && format === 'table' ? 'json' : format;
}

/** `RAMROLE_SANDBOX=1` (or true, yes) means the default folder; `0` (or false, no) the real cloud. */
function sandboxFolder(given: unknown, fromEnv: string | undefined): string | undefined {
  if (typeof given === 'string') return given;
  if (given === true) return '';
  if (fromEnv === undefined || /^(0|false|no|)$/i.test(fromEnv)) return undefined;
  return /^(1|true|yes)$/i.test(fromEnv) ? '' : fromEnv;
}
