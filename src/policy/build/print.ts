import type { Statement } from '../types.js';

/** A document's text, with its keys in the order in which the vendor's documents print them. */
export function printDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Statement: statements, Version: '1' }, null, 2);
}
