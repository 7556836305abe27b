import type { Writable } from 'node:stream';
import type { OutputFormat } from '../config/options.js';
import type { Context } from '../context.js';
import { RamroleError } from '../errors.js';
import type { Host, OutputStream } from '../host.js';
import { escapeHidden, sanitize } from '../output/sanitize.js';
import { createStyle, wantsColour } from '../output/style.js';
import type { Paint, RawResult, Result } from './verb.js';

/**
 * Renders what a verb answered. stdout is the result; everything else goes to stderr.
 * @returns what is wrong with --query, when that only showed on the data
 */
export async function present(context: Context, result: Result | RawResult): Promise<RamroleError | undefined> {
  const { host, globals } = context;
  if ('raw' in result) {
    await write(host.stdout, result.raw);
    return undefined;
  }
  if (globals.output === 'table') {
    await write(host.stdout, ensureNewline(await result.view(paintFor(host.stdout, host.env))));
    return undefined;
  }
  const { renderDocument } = await import('../output/render.js');
  const document = { schema: result.schema, sandbox: context.isSandbox, ...result.data };
  const { shown, mistake } = await queried(document, globals.query);
  await write(host.stdout, await renderDocument(shown, globals.output));
  return mistake;
}

/** What was done must not be lost to a mistake in the query: then the whole document is shown. */
async function queried(
  document: object,
  query: string | undefined,
): Promise<{ shown: unknown; mistake?: RamroleError }> {
  if (query === undefined) return { shown: document };
  const { runQuery } = await import('../output/query.js');
  try {
    return { shown: await runQuery(query, document) };
  } catch (error) {
    return { shown: document, mistake: asRamroleError(error) };
  }
}

/** What the stream can show: colour only on a terminal that wants it. */
export function paintFor(stream: OutputStream, env: Host['env']): Paint {
  const terminal = stream.isTTY === true;
  return { style: createStyle(wantsColour(env, terminal)), terminal, width: stream.columns ?? 80 };
}

/**
 * Says an error: for people on stderr; for programs as the one document on stdout (unless a result is there already)
 * and as the last line of stderr.
 */
export async function presentError(
  host: Host,
  error: RamroleError,
  output: OutputFormat,
  hasResult: boolean,
): Promise<void> {
  await write(host.stderr, errorText(error, paintFor(host.stderr, host.env)));
  if (output === 'table') return;
  const document = { schema: 'ramrole.error/1', error: errorFields(error) };
  if (!hasResult) {
    const { renderDocument } = await import('../output/render.js');
    await write(host.stdout, await renderDocument(document, output));
  }
  if (output === 'json') await write(host.stderr, `${escapeHidden(JSON.stringify(document))}\n`);
}

/** The error as the JSON contract has it. */
export function errorFields(error: RamroleError) {
  const { message, exitCode, where, hint, next, code, requestId } = error;
  return { message, exitCode, where, hint, next, code, requestId };
}

function errorText(error: RamroleError, { style }: Paint): string {
  const lines = [`${style.bad('error:')} ${sanitize(error.message, 'text')}`];
  if (error.where) lines.push(`  ${style.faint('where:')} ${sanitize(error.where)}`);
  if (error.hint) lines.push(`  ${style.faint('why:  ')} ${sanitize(error.hint)}`);
  if (error.next) lines.push(`  ${style.faint('next: ')} ${sanitize(error.next)}`);
  const said = [error.code, error.requestId && `request ${error.requestId}`].filter(Boolean).join(', ');
  if (said) lines.push(`  ${style.faint('cloud:')} ${sanitize(said)}`);
  return `${lines.join('\n')}\n`;
}

const FILE_TROUBLE = /^(EACCES|EPERM|EROFS|ENOTDIR|ENOENT|EEXIST|EISDIR|ERR_FS_EISDIR|ENOSPC|EFBIG|ELOOP)$/;

/** Anything thrown as an error that a user can read. */
export function asRamroleError(error: unknown): RamroleError {
  if (error instanceof RamroleError) return error;
  const { code, path } = error as Partial<NodeJS.ErrnoException>;
  if (path !== undefined && code !== undefined && FILE_TROUBLE.test(code)) {
    return new RamroleError(`${path} cannot be used (${code}).`, {
      hint: 'RAMROLE_STATE_DIR chooses the state folder, --sandbox=DIR the folder of the sandbox.',
      cause: error,
    });
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new RamroleError(`Unexpected: ${text}`, { cause: error, hint: 'This is a defect in ramrole.' });
}

/** Resolves when the stream has taken the text; a reader that has gone away is not our failure. */
export function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      const code = (error as NodeJS.ErrnoException | null | undefined)?.code ?? '';
      if (error && code !== 'EPIPE' && code !== 'ERR_STREAM_DESTROYED') reject(error);
      else resolve();
    });
  });
}

function ensureNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
