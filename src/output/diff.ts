import { structuredPatch } from 'diff';
import { escapeHidden, sanitize } from './sanitize.js';
import type { Style } from './style.js';

const CONTEXT_LINES = 3;

/**
 * What changes from one text to the other as a unified diff without file headers, ending in a newline;
 * empty when nothing does. `undefined` is a text that does not exist: every line of the other is then new or gone.
 */
export function unifiedDiff(before: string | undefined, after: string | undefined, style: Style): string {
  const patch = structuredPatch('', '', asLines(before), asLines(after), undefined, undefined, {
    context: CONTEXT_LINES,
  });
  const wholeText = before === undefined || after === undefined;
  return patch.hunks
    .flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => {
      const position = style.faint(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`);
      return wholeText ? lines.map(paint) : [position, ...lines.map(paint)];
    })
    .map((line) => `${line}\n`)
    .join('');

  function paint(line: string): string {
    if (line.startsWith('+')) return style.added(line);
    if (line.startsWith('-')) return style.removed(line);
    return line;
  }
}

/** Documents seldom end in a newline; without one the diff would speak of that. */
function asLines(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  // Escaped, not left out: a plan must not look different from what it sends.
  const clean = sanitize(escapeHidden(text.replaceAll('\r\n', '\n')), 'text');
  return clean.endsWith('\n') ? clean : `${clean}\n`;
}
