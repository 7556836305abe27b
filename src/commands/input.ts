import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Context } from '../context.js';
import { UsageError } from '../errors.js';

/**
 * The text of a file that the user named, or of stdin for `-`.
 * @throws UsageError naming the flag and the path.
 */
export async function readInput({ host }: Context, path: string, where: string): Promise<string> {
  if (path === '-') return readAll(host.stdin);
  try {
    return await readFile(resolve(host.cwd, path), 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(`${path} cannot be read.`, { where, hint: REASONS[code ?? ''] ?? String(code), cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'It is a folder.',
  EACCES: 'Permission denied.',
};

async function readAll(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return Buffer.concat(chunks).toString('utf8');
}
