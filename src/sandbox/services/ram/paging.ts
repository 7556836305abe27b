import { invalidParameter } from '../../api-error.js';
import type { Params } from '../../params.js';

/** One page of RAM's Marker paging. `Marker` is there only when the list goes on. */
export interface Page<T> {
  readonly rows: T[];
  readonly fields: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/** MaxItems 1–1000 (100), Marker from the page before: the key of the last row, encoded so that nobody reads it. */
export function page<T>(params: Params, all: Iterable<readonly [string, T]>): Page<T> {
  const max = params.integer('MaxItems') ?? 100;
  if (!(max >= 1 && max <= 1000)) throw invalidParameter('MaxItems', '', 'The parameter - "MaxItems" is incorrect.');
  const marker = params.text('Marker');
  const after = marker === '' ? undefined : Buffer.from(marker, 'base64url').toString();
  const rows: T[] = [];
  let started = after === undefined;
  let last = '';
  for (const [key, row] of all) {
    if (!started) {
      started = key === after;
      continue;
    }
    if (rows.length === max) {
      return { rows, fields: { IsTruncated: true, Marker: Buffer.from(last).toString('base64url') } };
    }
    rows.push(row);
    last = key;
  }
  if (!started) throw invalidParameter('Marker', '', 'The parameter - "Marker" is incorrect.');
  return { rows, fields: { IsTruncated: false } };
}
