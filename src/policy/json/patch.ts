import type { DocumentEdit } from '../../model/finding.js';
import { type JsonPath, toPointer } from './path.js';

/** Puts another value in a place. */
export function replace(path: JsonPath, value: unknown): DocumentEdit {
  return { op: 'replace', path: toPointer(path), value };
}

/** Takes a place out. */
export function remove(path: JsonPath): DocumentEdit {
  return { op: 'remove', path: toPointer(path) };
}

/** Adds a member to an object. */
export function add(path: JsonPath, value: unknown): DocumentEdit {
  return { op: 'add', path: toPointer(path), value };
}

/** Puts another value in the place of an item, or takes the item out where its list has that value already. */
export function replaceOnce(path: JsonPath, value: string, list: readonly unknown[]): DocumentEdit {
  return list.includes(value) ? remove(path) : replace(path, value);
}
