import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallAfter, CallBefore, JournalEntry, JournalHeader } from '../../src/plan/journal.js';

/** The entries of a journal's text. A last line without its end was never finished, and is none. */
export function readEntries(text: string): JournalEntry[] {
  const lines = text.split('\n');
  lines.pop();
  return lines.map((line) => JSON.parse(line) as JournalEntry);
}

/** The journals of a state folder, oldest first; none where there is no folder. */
export function journalPaths(stateFolder: string): string[] {
  const folder = join(stateFolder, 'journal');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name));
}

export function readJournal(path: string) {
  const entries = readEntries(readFileSync(path, 'utf8'));
  const befores = entries.filter((entry): entry is CallBefore => entry.type === 'before');
  const afters = entries.filter((entry): entry is CallAfter => entry.type === 'after');
  return {
    entries,
    header: entries[0] as JournalHeader,
    befores,
    afters,
    /** Write calls of which nothing says how they ended. */
    open: befores.filter(({ call }) => !afters.some((after) => after.call === call)),
  };
}
