import { intendedField } from '../fields.js';
import type { JsonArray, JsonNode, JsonObject, JsonString } from '../json/node.js';

/** What an editor has to know about a statement before it dares to touch it. */
export type Fields = ReadonlyMap<string, JsonNode>;

/** The fields of an object; openDocument refuses a document in which one has a key twice. */
export function fieldsOf(node: JsonNode | undefined): Fields | undefined {
  return node?.type === 'object' ? new Map(node.members.map(({ key, value }) => [key, value])) : undefined;
}

/** A string, or a list of nothing but strings. */
export type StringOrList = JsonString | StringList;

interface StringList extends JsonArray {
  readonly items: readonly JsonString[];
}

/** The node, if it is a string or a list of nothing but strings. */
export function asStrings(node: JsonNode | undefined): StringOrList | undefined {
  if (node?.type === 'string') return node;
  return node?.type === 'array' && node.items.every((item) => item.type === 'string')
    ? (node as StringList)
    : undefined;
}

/** The one string, or those of the list. */
export function itemsOf(strings: StringOrList): readonly JsonString[] {
  return strings.type === 'string' ? [strings] : strings.items;
}

/** The strings of a field; empty when it is absent or holds anything else. */
export function stringsOf(node: JsonNode | undefined): readonly string[] {
  const strings = asStrings(node);
  return strings === undefined ? [] : itemsOf(strings).map(({ value }) => value);
}

const EXPECTED: readonly string[] = ['Effect', 'Action', 'Principal'];

/**
 * True when a statement allows something and no field beside the expected ones could narrow it. Unknown fields are
 * harmless, unless they look like one of the language. `narrowing` names fields that the caller looks at itself.
 */
export function isAllow(fields: Fields, narrowing: readonly string[] = []): boolean {
  if (!hasEffectAllow(fields)) return false;
  return [...fields.keys()].every(
    (key) => EXPECTED.includes(key) || narrowing.includes(key) || intendedField(key) === undefined,
  );
}

/** True for an Allow, whatever narrows it. */
export function hasEffectAllow(fields: Fields): boolean {
  const effect = fields.get('Effect');
  return effect?.type === 'string' && effect.value === 'Allow';
}

/** Narrows a node to an object. */
export function isObject(node: JsonNode | undefined): node is JsonObject {
  return node?.type === 'object';
}
