import { sanitize } from './sanitize.js';
import type { Style } from './style.js';
import { cut, type Measure, measureFor, pad } from './width.js';

/** One column of a noun's view; the values are cloud text as it came. */
export interface Column<T> {
  readonly header: string;
  readonly value: (row: T) => string;
}

export interface TableTarget {
  /** False when stdout goes to a file or a pipe. */
  readonly terminal: boolean;
  /** The terminal's columns. */
  readonly width: number;
  readonly style: Style;
}

const GAP = '  ';
/** A last column narrower than this says nothing; it wraps instead of being cut. */
const LEAST = 8;

/**
 * Rows as text that ends in a newline. On a terminal: a header, aligned columns, the last one cut to the width.
 * Piped: no header, fields separated by one tab, values whole. No rows give no text: saying so is the caller's.
 */
export async function renderTable<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  target: TableTarget,
): Promise<string> {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => columns.map((column) => sanitize(column.value(row))));
  if (!target.terminal) return cells.map((row) => `${row.join('\t')}\n`).join('');
  return alignedTable(
    columns.map((column) => column.header.toUpperCase()),
    cells,
    target,
  );
}

async function alignedTable(header: string[], cells: string[][], target: TableTarget): Promise<string> {
  const measure = await measureFor(cells.flat());
  const widths = header.map((title, i) =>
    cells.reduce((most, row) => Math.max(most, measure(row[i] ?? '')), title.length),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  const room = Math.max(LEAST, target.width - before);
  const line = (row: string[]) => alignedLine(row, widths, room, measure);
  return [target.style.heading(line(header)), ...cells.map(line)].map((text) => `${text}\n`).join('');
}

function alignedLine(row: string[], widths: number[], room: number, measure: Measure): string {
  const last = row.length - 1;
  return row
    .map((cell, i) => (i === last ? cut(cell, room, measure) : pad(cell, widths[i] ?? 0, measure)))
    .join(GAP)
    .trimEnd();
}
