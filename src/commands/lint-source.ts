import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Context } from '../context.js';
import { readInput } from './input.js';

/** Where a document comes from that is checked. */
export type LintSource =
  | { readonly kind: 'stdin' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'cloud'; readonly name: string };

/**
 * Reads a file or stdin (`-`); undefined when the text names something in the cloud. A file that exists is meant
 * first, unless a prefix such as `custom/` says otherwise.
 * @throws UsageError when there is no such file, and the text is no name either.
 */
export async function readLocal(
  context: Context,
  text: string,
  where: string,
  { prefix, name }: { readonly prefix: RegExp; readonly name: RegExp },
): Promise<{ source: LintSource; text: string } | undefined> {
  if (text === '-') return { source: { kind: 'stdin' }, text: await readInput(context, text, where) };
  if (prefix.test(text)) return undefined;
  if (name.test(text) && !(await isFile(resolve(context.host.cwd, text)))) return undefined;
  return { source: { kind: 'file', path: text }, text: await readInput(context, text, where) };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
