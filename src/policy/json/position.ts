/** A place in a text, both 1-based. Columns count UTF-16 code units, as editors do; a byte-order mark takes none. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What some editors put before the text. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** Turns offsets of one text into positions. Lines end with LF, CRLF or a lone CR. */
export function positionsOf(text: string): (offset: number) => Position {
  const starts = [text.startsWith(BYTE_ORDER_MARK) ? 1 : 0];
  for (const lineBreak of text.matchAll(/\r\n|\n|\r/g)) starts.push(lineBreak.index + lineBreak[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: Math.max(0, offset - (starts[low] as number)) + 1 };
  };
}
