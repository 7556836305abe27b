import { quote } from '../quote.js';
import { type JsonNode, memberOf } from './node.js';

/** The keys and indexes that lead from the root of a document to a place in it. */
export type JsonPath = readonly (string | number)[];

/** As messages write it: `Statement[0].Principal.Service[1]`, `Condition["acs:Service"]`; long keys are cut. */
export function formatPath(path: JsonPath): string {
  return path.reduce<string>((parent, step) => {
    if (typeof step === 'number') return `${parent}[${step}]`;
    if (!/^[A-Za-z_$][\w$]{0,79}$/.test(step)) return `${parent}[${quote(step)}]`;
    return parent === '' ? step : `${parent}.${step}`;
  }, '');
}

/** As JSON Pointer writes it (RFC 6901): `/Statement/0/Principal/Service/1`. */
export function toPointer(path: JsonPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The steps of a JSON Pointer, as text; undefined when it is none. */
export function readPointer(pointer: string): string[] | undefined {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The node at a place, and where the place begins: for a member at its key. Undefined when the path leads nowhere. */
export function nodeAt(root: JsonNode, path: JsonPath): { node: JsonNode; start: number } | undefined {
  let node = root;
  let start = root.start;
  for (const step of path) {
    if (node.type === 'object') {
      const member = memberOf(node, String(step));
      if (member === undefined) return undefined;
      ({ value: node, keyStart: start } = member);
    } else {
      const item = node.type === 'array' ? node.items[Number(step)] : undefined;
      if (item === undefined) return undefined;
      node = item;
      start = item.start;
    }
  }
  return { node, start };
}
