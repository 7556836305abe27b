import { replace } from '../json/patch.js';
import { allowsOf, blank, type Entry, entriesOf } from './entries.js';
import type { LintHit, LintRule } from './rule.js';

/** `*` also stands for "/" and ":", so that in the middle of a name it lets in more than one expects. */
export const wildcardWidens: LintRule = {
  id: 'wildcard-widens',
  severity: 'warning',
  kinds: ['identity'],
  *find({ document }) {
    for (const { statement, path } of allowsOf(document)) {
      for (const entry of entriesOf(statement.Action, [...path, 'Action'])) yield* wideAction(entry);
      for (const entry of entriesOf(statement.Resource, [...path, 'Resource'])) yield* wideResource(entry);
    }
  },
};

function* wideAction(entry: Entry): Iterable<LintHit> {
  const [service = '', operation] = entry.value.split(':');
  if (operation === undefined) return;
  if (service !== '*' && service.includes('*')) {
    yield hit(entry, `It covers actions of every service whose name fits ${service}.`, service.indexOf('*'));
  } else if (hasMiddleStar(operation)) {
    const any = operation.replaceAll('*', '…');
    yield hit(
      entry,
      `It covers ${service}:${any}, whatever stands there.`,
      service.length + 1 + operation.indexOf('*'),
    );
  }
}

function* wideResource(entry: Entry): Iterable<LintHit> {
  const fields = entry.value.split(':');
  if (fields[0] !== 'acs' || fields.length < 5) return;
  const relative = fields.slice(4).join(':');
  const start = entry.value.length - relative.length;
  const middle = relative.split('/').findIndex((part, i, parts) => isPartlyWild(part, i === parts.length - 1));
  if (middle >= 0) {
    const example = throughSlash(relative);
    yield hit(entry, `"*" also stands for "/": it covers ${example} too.`, start + relative.indexOf('*'));
    return;
  }
  const between = relative.search(/\*[^*]/);
  if (between >= 0 && relative !== '*/*') {
    const example = throughSlash(relative);
    yield { ...hit(entry, `"*" also stands for "/": it covers ${example} too.`, start + between), severity: 'info' };
    return;
  }
  const field = fields.slice(1, 4).find((one) => one !== '*' && one.includes('*'));
  if (field === undefined) return;
  const message = `"*" also stands for ":", so that ${field} reaches into the fields behind it.`;
  yield { ...hit(entry, message, entry.value.indexOf('*')), severity: 'info' };
}

/** What a pattern covers that one may not expect, such as `logs-a/b` for `logs-*`. */
function throughSlash(relativeId: string): string {
  return relativeId.replace('*', 'a/b').replaceAll('*', '…');
}

/** A star that does not end the name, or that is not all of a name between slashes. */
function isPartlyWild(part: string, last: boolean): boolean {
  if (part === '*' || !part.includes('*')) return false;
  return !last || hasMiddleStar(part);
}

function hasMiddleStar(name: string): boolean {
  return /\*[^*]/.test(name);
}

function hit(entry: Entry, consequence: string, star: number): LintHit {
  const narrower = `${entry.value.slice(0, star)}${blank('Name')}${entry.value.slice(star + 1)}`;
  return {
    path: entry.path,
    message: `${consequence} List what is meant, or let the wildcard stand at the end.`,
    evidence: entry.value,
    fix: { summary: 'Write the name out.', edits: [replace(entry.path, narrower)] },
  };
}
