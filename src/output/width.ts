/** Columns of a terminal that a text takes. */
export type Measure = (text: string) => number;

/** A measure that is right for these texts. `string-width` is only loaded when one of them is not plain ASCII. */
export async function measureFor(texts: Iterable<string>): Promise<Measure> {
  for (const text of texts) {
    if (!isAscii(text)) {
      const { default: stringWidth } = await import('string-width');
      return (any) => (isAscii(any) ? any.length : stringWidth(any));
    }
  }
  return (any) => any.length;
}

/** The text padded with blanks on the right. */
export function pad(text: string, width: number, measure: Measure): string {
  return text + ' '.repeat(Math.max(0, width - measure(text)));
}

/** The text, or as much of its beginning as fits before an ellipsis. */
export function cut(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += measure(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
