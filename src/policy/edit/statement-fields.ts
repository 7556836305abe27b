import { intendedField } from '../fields.js';
import type { JsonArray, JsonNode, JsonObject, JsonString } from '../json/node.js';

/** What an editor has to know about a statement before it dares to touch it. */
export type Fields = ReadonlyMap<string, JsonNode>;

/** The fields of an object that has no key twice; undefined otherwise, because then its meaning is uncertain. */
export function fieldsOf(node: JsonNode | undefined): Fields | undefined {
  if (node?.type !== 'object') return undefined;
  const fields = new Map(node.members.map(({ key, value }) => [key, value]));
  return fields.size === node.members.length ? fields : undefined;
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

/** The strings of a field; empty when it is absent or holds anything else. */
export function stringsOf(node: JsonNode | undefined): readonly string[] {
  const strings = asStrings(node);
  if (strings === undefined) return [];
  return strings.type === 'string' ? [strings.value] : strings.items.map((item) => item.value);
}

const EXPECTED: readonly string[] = ['Effect', 'Action', 'Principal'];

/**
 * True when a statement allows something and no field beside the expected ones could narrow it. Unknown fields are
 * harmless, unless they look like one of the language. `narrowing` names fields that the caller looks at itself.
 */
export function isAllow(fields: Fields, narrowing: readonly string[] = []): boolean {
  const effect = fields.get('Effect');
  if (effect?.type !== 'string' || effect.value !== 'Allow') return false;
  return [...fields.keys()].every(
    (key) => EXPECTED.includes(key) || narrowing.includes(key) || intendedField(key) === undefined,
  );
}

/** Narrows a node to an object. */
export function isObject(node: JsonNode | undefined): node is JsonObject {
  return node?.type === 'object';
}
