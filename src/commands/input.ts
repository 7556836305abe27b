import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';

/**
 * The text of a file that the user named, or of stdin for `-`.
 * @throws UsageError naming the flag and the path.
 */
export async function readInput({ host }: Context, path: string, where: string): Promise<string> {
  if (path === '') throw new UsageError('No file is named here.', { where, hint: 'Write - for stdin.' });
  try {
    if (path === '-') return decode(await readAll(host.stdin));
    return decode(await readFile(resolve(host.cwd, path)));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(`${path} cannot be read.`, { where, hint: REASONS[code ?? ''] ?? String(code), cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'It is a folder.',
  EACCES: 'Permission denied.',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'It is not UTF-8 text.',
};

/** Bytes that are not UTF-8 would become other characters than those in the file. A byte-order mark is kept. */
function decode(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

async function readAll(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return Buffer.concat(chunks);
}
