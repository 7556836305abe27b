import { type CallName, unreadableAnswer } from './errors.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** The Marker or NextToken of the next page; undefined or empty on the last one. */
  readonly next?: string | undefined;
}

/**
 * Reads pages to the end.
 * @throws CloudError (exit 7) when a marker comes twice, which would never end.
 */
export async function collectPages<Item>(
  call: CallName,
  readPage: (marker: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let marker: string | undefined;
  for (;;) {
    const page = await readPage(marker);
    for (const item of page.items) items.push(item);
    if (!page.next) return items;
    if (seen.has(page.next)) throw unreadableAnswer(call, 'the same page marker twice');
    seen.add(page.next);
    marker = page.next;
  }
}

/** RAM's form: IsTruncated with a Marker. A truncated page without a marker would lose the rest without a word. */
export function markerOf(call: CallName, body: { isTruncated?: boolean; marker?: string }): string | undefined {
  if (body.isTruncated !== true) return undefined;
  if (!body.marker) throw unreadableAnswer(call, 'more pages, but no marker');
  return body.marker;
}
