import { sanitize } from './sanitize.js';
import type { TableTarget } from './table.js';
import { measureFor, pad } from './width.js';

/** One line of a "show" view. A value of several lines, such as a document, stands indented below its label. */
export interface Field {
  readonly label: string;
  /** Cloud text as it came; undefined leaves the line out. */
  readonly value: string | undefined;
}

/**
 * `Label: value` lines, ending in a newline. On a terminal the values are aligned; piped, one tab separates
 * label and value, and the lines of a longer value each begin with a tab.
 */
export async function renderFields(
  fields: readonly Field[],
  target: Pick<TableTarget, 'terminal' | 'style'>,
): Promise<string> {
  const shown = fields.filter((field): field is Required<Field> & { value: string } => field.value !== undefined);
  const measure = await measureFor(shown.map((field) => field.label));
  const widest = shown.reduce((most, field) => Math.max(most, measure(field.label)), 0);

  return shown
    .map(({ label, value }) => {
      const key = `${label}:`;
      const lines = sanitize(value, 'text').trimEnd().split('\n');
      const indent = target.terminal ? '  ' : '\t';
      if (lines.length > 1) return [target.style.heading(key), ...lines.map((line) => indent + line)].join('\n');
      // A value of one line is one field: a tab inside it must not look like the next one.
      const text = sanitize(value);
      if (!target.terminal) return `${key}\t${text}`;
      return `${target.style.heading(pad(key, widest + 1, measure))}  ${text}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join('');
}
