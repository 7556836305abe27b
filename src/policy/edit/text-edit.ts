import { UsageError } from '../../errors.js';
import { type JsonArray, type JsonMember, type JsonNode, type JsonObject, memberOf } from '../json/node.js';
import { positionsOf } from '../json/position.js';
import { readJson } from '../json/reader.js';
import { detectStyle, marginAt, printList, printValue, type TextStyle } from '../json/text-style.js';

/**
 * Edits of a document's text: each returns the whole text with one place changed. Nothing else is written anew,
 * so unknown fields, the order of keys and numbers of any length survive because nobody touches them.
 */
export interface OpenDocument {
  readonly text: string;
  readonly style: TextStyle;
  readonly root: JsonObject;
  readonly statements: JsonArray;
}

/**
 * Reads a document for an edit.
 * @throws UsageError with line and column when the text is no JSON, has a key twice, or has no list `Statement`
 */
export function openDocument(text: string, what: string): OpenDocument {
  const { root, problems } = readJson(text);
  const [broken] = problems;
  if (broken !== undefined) {
    const { line, column } = positionsOf(text)(broken.offset);
    throw new UsageError(`The ${what} cannot be edited: ${broken.message}`, {
      where: `line ${line}, column ${column}`,
    });
  }
  const statements = root?.type === 'object' ? memberOf(root, 'Statement')?.value : undefined;
  if (root?.type !== 'object' || statements?.type !== 'array') {
    throw new UsageError(`The ${what} cannot be edited: it has no list "Statement".`);
  }
  return { text, style: detectStyle(text, root), root, statements };
}

/** Adds values after the last one, set apart as the last two are. */
export function appendToList({ text, style }: OpenDocument, list: JsonArray, values: readonly unknown[]): string {
  const last = list.items.at(-1);
  if (last === undefined) {
    return replaceNode(text, list, printValue(values, style, marginAt(text, list.start)));
  }
  const margin = marginAt(text, last.start);
  const separator = separatorOf(text, list, last, style);
  const added = values.map((value) => separator + printValue(value, style, margin)).join('');
  return text.slice(0, last.end) + added + text.slice(last.end);
}

/** Makes a lone string a list that goes on with the values. */
export function growToList({ text, style }: OpenDocument, lone: JsonNode, values: readonly string[]): string {
  const items = [text.slice(lone.start, lone.end), ...values.map((value) => JSON.stringify(value))];
  return replaceNode(text, lone, printList(items, style, marginAt(text, lone.start)));
}

/** Takes a member out together with the comma that it no longer needs. */
export function removeMember(text: string, object: JsonObject, member: JsonMember): string {
  const index = object.members.indexOf(member);
  const before = object.members[index - 1];
  const after = object.members[index + 1];
  if (before !== undefined) return text.slice(0, before.value.end) + text.slice(member.value.end);
  return text.slice(0, member.keyStart) + text.slice(after?.keyStart ?? member.value.end);
}

/** Takes some items out of a list that keeps at least one. */
export function removeItems(text: string, list: JsonArray, items: readonly JsonNode[]): string {
  const gone = new Set(items);
  const lastKept = list.items.findLast((item) => !gone.has(item));
  const last = list.items.at(-1);
  if (lastKept === undefined || last === undefined) return text;
  let edited = text.slice(0, lastKept.end) + text.slice(last.end);
  // From the end, so that the places in front stay.
  for (const [i, item] of [...list.items.entries()].toReversed()) {
    const next = list.items[i + 1];
    if (next === undefined || item.start > lastKept.start || !gone.has(item)) continue;
    edited = edited.slice(0, item.start) + edited.slice(next.start);
  }
  return edited;
}

/** Takes an item out of a list, together with the comma that it no longer needs. */
export function removeItem(text: string, list: JsonArray, item: JsonNode): string {
  const index = list.items.indexOf(item);
  const before = list.items[index - 1];
  const after = list.items[index + 1];
  if (before !== undefined) return text.slice(0, before.end) + text.slice(item.end);
  if (after !== undefined) return text.slice(0, item.start) + text.slice(after.start);
  return `${text.slice(0, list.start)}[]${text.slice(list.end)}`;
}

/** Adds a member after the last one, set apart as the last two are. */
export function addMember({ text, style }: OpenDocument, object: JsonObject, key: string, value: unknown): string {
  const last = object.members.at(-1);
  if (last === undefined) {
    return replaceNode(text, object, printValue({ [key]: value }, style, marginAt(text, object.start)));
  }
  const lead = text.slice(object.start + 1, (object.members[0] as JsonMember).keyStart);
  const separator = /[\r\n]/.test(lead) ? `,${lead}` : `,${style.space}`;
  const printed = `${JSON.stringify(key)}:${style.space}${printValue(value, style, marginAt(text, last.keyStart))}`;
  return text.slice(0, last.value.end) + separator + printed + text.slice(last.value.end);
}

/** Puts a new value in the place of a node. */
export function replaceWith({ text, style }: OpenDocument, node: JsonNode, value: unknown): string {
  return replaceNode(text, node, printValue(value, style, marginAt(text, node.start)));
}

function replaceNode(text: string, node: JsonNode, replacement: string): string {
  return text.slice(0, node.start) + replacement + text.slice(node.end);
}

function separatorOf(text: string, list: JsonArray, last: JsonNode, style: TextStyle): string {
  const previous = list.items.at(-2);
  if (previous !== undefined) return text.slice(previous.end, last.start);
  const lead = text.slice(list.start + 1, last.start);
  return /[\r\n]/.test(lead) ? `,${lead}` : `,${style.space}`;
}
