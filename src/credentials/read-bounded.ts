import type { IncomingMessage } from 'node:http';
import { UnreachableError } from '../errors.js';

/** No answer of a credential service is longer; what is, is not one. */
const MAX_BYTES = 64 * 1024;

/**
 * The body as text.
 * @throws UnreachableError beyond 64 KiB, or when the connection ends before the body does.
 */
export async function readBounded(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BYTES) {
      answer.destroy();
      throw new UnreachableError('The answer is longer than 64 KiB; no credential service answers that.');
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
