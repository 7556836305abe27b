import { sanitize } from '../output/sanitize.js';
import type { Style } from '../output/style.js';
import type { Outcome } from '../plan/apply-options.js';
import type { Change, Fields } from '../plan/change.js';
import { isDocumentField } from '../plan/same-fields.js';
import { prettyDocument } from '../policy/canonical.js';
import { changeTitle } from './change-title.js';
import type { Paint } from './verb.js';

/** A plan over a fleet shows its totals and this many changes of a kind. */
const SHOWN = 20;

/** The plan for people: what will change, documents as diffs, and what will be called. */
export async function planText(changes: readonly Change[], { style }: Paint): Promise<string> {
  if (changes.length === 0) return 'Nothing to do: everything is as desired.\n';
  const kinds = new Map<string, number>();
  const blocks: string[] = [];
  for (const change of changes) {
    const seen = (kinds.get(change.kind) ?? 0) + 1;
    kinds.set(change.kind, seen);
    if (seen <= SHOWN) blocks.push(await changeText(change, style));
  }
  for (const [kind, count] of kinds) {
    if (count > SHOWN) blocks.push(style.faint(`  … and ${count - SHOWN} more of ${kind}`));
  }
  const totals = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
  return `${blocks.join('\n')}\n\n${style.heading(`Plan: ${changes.length} to change`)} (${totals})\n`;
}

async function changeText(change: Change, style: Style): Promise<string> {
  const paintOp = change.before === null ? style.added : style.changed;
  const sign = change.before === null ? '+' : '~';
  const lines = [paintOp(`${sign} ${sanitize(changeTitle(change))}`)];
  for (const name of new Set([...Object.keys(change.before ?? {}), ...Object.keys(change.after)])) {
    lines.push(...(await fieldLines(name, change.before, change.after, style)));
  }
  for (const notice of change.notices) lines.push(`    ${style.warn(`! ${sanitize(notice)}`)}`);
  lines.push(style.faint(`    calls ${change.steps.map((step) => step.action).join(', ')}`));
  return lines.join('\n');
}

async function fieldLines(name: string, before: Fields | null, after: Fields, style: Style): Promise<string[]> {
  const from = before?.[name];
  const to = after[name];
  if (from === to || to === undefined) return [];
  if (!isDocumentField(name)) {
    const shown = from === undefined || from === '' ? `${to}` : `${from} → ${to}`;
    return [`    ${style.faint(`${name}:`)} ${sanitize(shown)}`];
  }
  // Documents are shown with one field a line, so that a diff says what changed and not how it was laid out.
  const pretty = (document: Fields[string]) => prettyDocument(String(document));
  const { unifiedDiff } = await import('../output/diff.js');
  const diff = unifiedDiff(from === undefined ? undefined : pretty(from), pretty(to), style);
  return [
    `    ${style.faint(`${name}:`)}`,
    ...diff
      .trimEnd()
      .split('\n')
      .map((line) => `      ${line}`),
  ];
}

/** What became of a plan: each change with how it ended. */
export function reportText(outcomes: readonly Outcome[], isVerified: boolean, { style }: Paint): string {
  if (outcomes.length === 0) return 'Nothing to do: everything is as desired.\n';
  const failed = outcomes.filter((outcome) => outcome.status !== 'done');
  const shown = outcomes.length > SHOWN ? failed : outcomes;
  const lines = shown.map(({ change, status, error }) => {
    const mark =
      { done: style.good('done    '), failed: style.bad('failed  ') }[status as string] ?? style.warn('not done');
    const why = error ? `: ${sanitize(error.message)}` : '';
    return `${mark}  ${sanitize(changeTitle(change))}${why}`;
  });
  const done = outcomes.length - failed.length;
  const verified = failed.length === 0 && isVerified ? ', read back and verified' : '';
  return `${[...lines, `${done} of ${outcomes.length} changes made${verified}.`].join('\n')}\n`;
}
