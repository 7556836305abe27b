import type { JsonLiteral, JsonMember, JsonNode } from './json/node.js';
import { readJson } from './json/reader.js';

/**
 * True when two texts are the same JSON: the order of keys and the way of writing do not matter, the order of
 * lists does, and "x" and ["x"] differ on purpose. Texts that are not JSON are the same when they are equal.
 */
export function sameDocument(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [cleanRoot(a), cleanRoot(b)];
  return left !== undefined && right !== undefined && sameNode(left, right);
}

/** The document for human eyes and diffs: 2 spaces, keys in their order. Text that is not JSON stays as it is. */
export function prettyDocument(text: string): string {
  const root = cleanRoot(text);
  return root === undefined ? text : print(root, '');
}

/** The tree of a text that strict JSON accepts and defines: duplicate keys are as good as no JSON. */
function cleanRoot(text: string): JsonNode | undefined {
  const { root, problems } = readJson(text);
  return problems.length === 0 ? root : undefined;
}

function sameNode(a: JsonNode, b: JsonNode): boolean {
  if (a.type === 'object' && b.type === 'object') {
    if (a.members.length !== b.members.length) return false;
    const others = new Map(b.members.map(({ key, value }) => [key, value]));
    return a.members.every(({ key, value }) => {
      const other = others.get(key);
      return other !== undefined && sameNode(value, other);
    });
  }
  if (a.type === 'array' && b.type === 'array') {
    return a.items.length === b.items.length && a.items.every((item, i) => sameNode(item, b.items[i] as JsonNode));
  }
  if (a.type === 'number' && b.type === 'number')
    return a.raw === b.raw || (a.value === b.value && exact(a) && exact(b));
  return a.type === b.type && 'value' in a && 'value' in b && a.value === b.value;
}

/** A double holds 15 decimal digits faithfully; longer numbers, and those out of its range, compare as written. */
function exact({ value, raw }: JsonLiteral): boolean {
  if (value === 0) return /^-?[0.]+(?:[eE].*)?$/.test(raw);
  return Number.isFinite(value) && raw.replace(/[eE].*|\D/g, '').length <= 15;
}

function print(node: JsonNode, margin: string): string {
  const inner = `${margin}  `;
  if (node.type === 'array')
    return block(
      '[',
      ']',
      node.items.map((item) => inner + print(item, inner)),
      margin,
    );
  if (node.type === 'object') {
    const line = ({ key, value }: JsonMember) => `${inner}${JSON.stringify(key)}: ${print(value, inner)}`;
    return block('{', '}', node.members.map(line), margin);
  }
  return node.type === 'string' ? JSON.stringify(node.value) : node.raw;
}

function block(open: string, close: string, lines: readonly string[], margin: string): string {
  return lines.length === 0 ? open + close : `${open}\n${lines.join(',\n')}\n${margin}${close}`;
}
