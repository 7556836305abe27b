/** A JSON text as a tree that remembers where everything stands, so that problems and edits can point into it. */

interface Span {
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
}

/** A key with its value. */
export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly value: JsonNode;
}

/** An object. */
export interface JsonObject extends Span {
  readonly type: 'object';
  /** As written, duplicates included. */
  readonly members: readonly JsonMember[];
}

/** A list. */
export interface JsonArray extends Span {
  readonly type: 'array';
  readonly items: readonly JsonNode[];
}

/** A string, its escapes resolved. */
export interface JsonString extends Span {
  readonly type: 'string';
  readonly value: string;
}

/** A number, true, false or null. `raw` keeps digits that a double would lose. */
export interface JsonLiteral extends Span {
  readonly type: 'number' | 'boolean' | 'null';
  readonly value: number | boolean | null;
  readonly raw: string;
}

/** Any value. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonLiteral;

/** The member that counts: of duplicates the last, as JSON.parse decides. */
export function memberOf(object: JsonObject, key: string): JsonMember | undefined {
  return object.members.findLast((member) => member.key === key);
}

/** The plain value of a node. A key `__proto__` becomes an own property, as with JSON.parse. */
export function toValue(node: JsonNode): unknown {
  if (node.type === 'object') return Object.fromEntries(node.members.map(({ key, value }) => [key, toValue(value)]));
  if (node.type === 'array') return node.items.map(toValue);
  return node.value;
}

/** True when nothing is lost by taking the plain value: every number prints as it is written. */
export function isFaithful(node: JsonNode): boolean {
  if (node.type === 'object') return node.members.every(({ value }) => isFaithful(value));
  if (node.type === 'array') return node.items.every(isFaithful);
  return node.type !== 'number' || String(node.value) === node.raw;
}

/** What a node is called in messages. */
export function describeType(node: JsonNode): string {
  const names = {
    object: 'an object',
    array: 'a list',
    string: 'a string',
    number: 'a number',
    boolean: 'true or false',
  };
  return node.type === 'null' ? 'null' : names[node.type];
}
