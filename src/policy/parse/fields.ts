import { describeType, indexPath, type JsonNode, type JsonObject, type JsonString, memberOf } from '../json/node.js';
import { quote } from '../quote.js';
import type { ProblemRule } from '../types.js';
import { findPlaceholder } from './placeholders.js';
import type { ProblemList } from './problem-list.js';

/** A string of a document and where it stands. */
export interface PlacedString {
  readonly node: JsonString;
  readonly path: string;
}

/**
 * The strings of a field that takes one or a list. Reports other types (the document has no meaning then), an empty
 * list, an empty string, and placeholders.
 */
export function readStrings(
  node: JsonNode,
  path: string,
  rule: ProblemRule,
  problems: ProblemList,
): readonly PlacedString[] {
  if (node.type !== 'string' && node.type !== 'array') {
    problems.fail('type', node, path, `A string or a list of strings should be here, not ${describeType(node)}.`);
    return [];
  }
  if (node.type === 'array' && node.items.length === 0) problems.add(rule, node, path, 'This list is empty.');
  const items =
    node.type === 'string' ? [{ node, path }] : node.items.map((item, i) => ({ node: item, path: indexPath(path, i) }));
  const strings: PlacedString[] = [];
  for (const { node: item, path: itemPath } of items) {
    if (item.type !== 'string') {
      problems.fail('type', item, itemPath, `A string should be here, not ${describeType(item)}.`);
      continue;
    }
    strings.push({ node: item, path: itemPath });
    if (item.value === '') problems.add(rule, item, itemPath, 'This string is empty; it matches nothing.');
    reportPlaceholder(findPlaceholder(item.value, 'name'), item, itemPath, problems);
  }
  return strings;
}

/** Reports a placeholder, where one was found. */
export function reportPlaceholder(
  found: string | undefined,
  node: JsonNode,
  path: string,
  problems: ProblemList,
): void {
  if (found === undefined) return;
  problems.add('placeholder', node, path, `Replace the placeholder ${quote(found)} with a value of your own.`);
}

/** Says that a field is missing, and whether it stands there in another spelling. */
export function missing(name: string, object: JsonObject): string {
  const near = object.members.find(({ key }) => key !== name && key.toLowerCase() === name.toLowerCase());
  const spelled = near === undefined ? '' : ` It is spelled ${quote(near.key)} here; keys are case-sensitive.`;
  return `${quote(name)} is missing.${spelled}`;
}

/** Exactly one of two fields; reports both and neither. */
export function oneOf(
  object: JsonObject,
  names: readonly [string, string],
  path: string,
  rule: ProblemRule,
  problems: ProblemList,
): { name: string; value: JsonNode } | undefined {
  const present = names.flatMap((name) => {
    const member = memberOf(object, name);
    return member === undefined ? [] : [{ name, value: member.value }];
  });
  if (present.length === 1) return present[0];
  const message =
    present.length === 0
      ? `${missing(names[0], object)} A statement needs ${names.join(' or ')}.`
      : `A statement has ${names.join(' or ')}, not both.`;
  problems.fail(rule, object, path, message);
  return undefined;
}
