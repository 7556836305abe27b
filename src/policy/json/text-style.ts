import type { JsonObject } from './node.js';

/** How a JSON text is laid out, so that what is inserted looks like its neighbours. */
export interface TextStyle {
  /** Undefined when the document stands on one line. */
  readonly newline: string | undefined;
  /** One level. */
  readonly indent: string;
  /** After a colon, and after a comma on one line. */
  readonly space: string;
  /** Inside the brackets of a document on one line, as in `[ "a" ]`. */
  readonly padding: string;
}

/** Reads the layout off the first line break and the first member. */
export function detectStyle(text: string, root: JsonObject): TextStyle {
  const newline = /\r\n|\n|\r/.exec(text.slice(root.start, root.end))?.[0];
  const first = root.members[0];
  if (first === undefined) return { newline, indent: '  ', space: '', padding: '' };
  const outer = marginAt(text, root.start);
  const inner = marginAt(text, first.keyStart);
  return {
    newline,
    indent: inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : '  ',
    space: /\s/.test(text[first.value.start - 1] ?? '') ? ' ' : '',
    padding: /\s/.test(text[root.start + 1] ?? '') ? ' ' : '',
  };
}

/** The blanks that the line of an offset begins with. */
export function marginAt(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** A new value in the style; `margin` is that of the line on which it begins. */
export function printValue(value: unknown, style: TextStyle, margin: string): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => printValue(item, style, margin + style.indent));
    return printList(items, style, margin);
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}:${style.space}${printValue(one, style, margin + style.indent)}`,
  );
  return enclose('{', members, '}', style, margin);
}

/** A list of items that are JSON texts already, so that they keep the way in which they were written. */
export function printList(items: readonly string[], style: TextStyle, margin: string): string {
  return enclose('[', items, ']', style, margin);
}

function enclose(open: string, parts: readonly string[], close: string, style: TextStyle, margin: string): string {
  if (parts.length === 0) return open + close;
  if (style.newline === undefined) {
    return open + style.padding + parts.join(`,${style.space}`) + style.padding + close;
  }
  const inner = style.newline + margin + style.indent;
  return open + inner + parts.join(`,${inner}`) + style.newline + margin + close;
}
