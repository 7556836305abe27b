import type { Context } from '../context.js';
import type { RamroleError } from '../errors.js';
import type { Style } from '../output/style.js';

/** What a verb declares of an option; its key in the table is the flag's long name in camelCase. */
export interface OptionSpec {
  readonly flags: string;
  readonly help: string;
  /** `flag`: given or not. `text`: one value. `list`: may be given again and again. */
  readonly type: 'flag' | 'text' | 'list';
  readonly choices?: readonly string[];
}

export interface ArgumentSpec {
  readonly help: string;
  readonly optional?: boolean;
}

type OptionValue<S extends OptionSpec> = S['type'] extends 'flag'
  ? boolean
  : S['type'] extends 'list'
    ? readonly string[]
    : string | undefined;

export type OptionValues<O extends Record<string, OptionSpec>> = { readonly [K in keyof O]: OptionValue<O[K]> };
export type ArgumentValues<A extends Record<string, ArgumentSpec>> = { readonly [K in keyof A]: string };

/** What the terminal can show. */
export interface Paint {
  readonly style: Style;
  readonly terminal: boolean;
  /** Columns. */
  readonly width: number;
}

/** What a verb answers. The wrapper renders it: table, JSON and YAML come from this one object. */
export interface Result {
  /** Such as `ramrole.role.show/1`. */
  readonly schema: string;
  readonly data: Readonly<Record<string, unknown>>;
  view(paint: Paint): string | Promise<string>;
  /** The result is there, but it is not a success. */
  readonly error?: RamroleError | undefined;
}

/** Output in a form of its own, for `log` and `serve`: printed as it is, whatever --output says. */
export interface RawResult {
  readonly raw: string;
}

/** A command: its declaration and one call. */
export interface Verb<
  A extends Record<string, ArgumentSpec> = Record<string, ArgumentSpec>,
  O extends Record<string, OptionSpec> = Record<string, OptionSpec>,
> {
  readonly name: string;
  readonly summary: string;
  readonly details?: string;
  readonly examples: readonly string[];
  readonly arguments: A;
  readonly options: O;
  /** Means the sandbox, whether or not --sandbox is given. */
  readonly sandbox?: boolean;
  run(context: Context, args: ArgumentValues<A>, options: OptionValues<O>): Promise<Result | RawResult>;
}

/** Lets the compiler infer the options' types from the declaration. */
export function defineVerb<const A extends Record<string, ArgumentSpec>, const O extends Record<string, OptionSpec>>(
  verb: Verb<A, O>,
): Verb<A, O> {
  return verb;
}
