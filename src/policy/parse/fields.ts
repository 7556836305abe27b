import { intendedField, isSpelling } from '../fields.js';
import {
  describeType,
  isFaithful,
  type JsonMember,
  type JsonNode,
  type JsonObject,
  type JsonString,
  memberOf,
  toValue,
} from '../json/node.js';
import { add, remove } from '../json/patch.js';
import type { JsonPath } from '../json/path.js';
import { quote } from '../quote.js';
import type { ProblemRule } from '../types.js';
import { findPlaceholder } from './placeholders.js';
import type { ProblemList } from './problem-list.js';

/** A string of a document and where it stands. */
export interface PlacedString {
  readonly node: JsonString;
  readonly path: JsonPath;
  /** False for what is empty or has a placeholder, which is reported as such only. */
  readonly isSound: boolean;
}

/**
 * The strings of a field that takes one or a list. Reports other types (the document has no meaning then), an empty
 * list, an empty string, and placeholders.
 */
export function readStrings(
  node: JsonNode,
  path: JsonPath,
  rule: ProblemRule,
  problems: ProblemList,
): readonly PlacedString[] {
  if (node.type !== 'string' && node.type !== 'array') {
    problems.fail('type', node, path, `A string or a list of strings should be here, not ${describeType(node)}.`);
    return [];
  }
  if (node.type === 'array' && node.items.length === 0) problems.add(rule, node, path, 'This list is empty.');
  const items =
    node.type === 'string' ? [{ node, path }] : node.items.map((item, i) => ({ node: item, path: [...path, i] }));
  const strings: PlacedString[] = [];
  for (const { node: item, path: itemPath } of items) {
    if (item.type !== 'string') {
      problems.fail('type', item, itemPath, `A string should be here, not ${describeType(item)}.`);
      continue;
    }
    const placeholder = findPlaceholder(item.value, 'name');
    strings.push({ node: item, path: itemPath, isSound: item.value !== '' && placeholder === undefined });
    if (item.value === '') problems.add(rule, item, itemPath, 'This string is empty; it matches nothing.');
    reportPlaceholder(placeholder, item, itemPath, problems);
  }
  return strings;
}

/** Reports a placeholder, where one was found. */
export function reportPlaceholder(
  found: string | undefined,
  node: JsonNode,
  path: JsonPath,
  problems: ProblemList,
): void {
  if (found === undefined) return;
  problems.add('placeholder', node, path, `Replace the placeholder ${quote(found)} with a value of your own.`);
}

/** Reports fields that the language does not have: those that look like one of it, and the harmless ones. */
export function checkFieldNames(
  object: JsonObject,
  known: readonly string[],
  path: JsonPath,
  problems: ProblemList,
): void {
  const strange = object.members
    .filter(({ key }) => !known.includes(key))
    .map((member) => ({ member, right: rightFor(member.key, object, known) }));
  for (const { member, right } of strange) {
    if (right === undefined) {
      reportUnknown(member, [...path, member.key], problems);
      continue;
    }
    const alone = strange.filter((other) => other.right === right).length === 1;
    reportMisspelled(member, right, object, path, problems, alone);
  }
}

/** A slip such as `Source` is none where the field that it is near to stands, too; another spelling always is. */
function rightFor(key: string, object: JsonObject, known: readonly string[]): string | undefined {
  const right = intendedField(key, known);
  if (right === undefined || memberOf(object, right) === undefined) return right;
  return isSpelling(key, right) ? right : undefined;
}

function reportUnknown({ key, keyStart }: JsonMember, path: JsonPath, problems: ProblemList): void {
  const message = `The policy language has no field ${quote(key)} here. It has no effect, and the cloud may refuse it.`;
  const fix = { summary: 'Take the field out.', edits: [remove(path)] };
  problems.add('unknown-field', { start: keyStart }, path, message, { severity: 'info', fix });
}

/** A misspelled Condition leaves an Allow unconditioned. No fix where two fields would become one, or a number change. */
function reportMisspelled(
  { key, keyStart, value }: JsonMember,
  right: string,
  object: JsonObject,
  path: JsonPath,
  problems: ProblemList,
  alone: boolean,
): void {
  const negated = /^not/i.test(key) && !right.startsWith('Not');
  const taken = [right, COUNTERPARTS.get(right) ?? right].some((field) => memberOf(object, field) !== undefined);
  const fixable = alone && !negated && !taken && isFaithful(value);
  const rename = [remove([...path, key]), add([...path, right], toValue(value))];
  problems.add(
    'misspelled-field',
    { start: keyStart },
    [...path, key],
    `${quote(key)} is not read. It looks like ${right}, which has no effect in this spelling.`,
    fixable ? { fix: { summary: `Write ${right}.`, edits: rename } } : {},
  );
}

/** Of these a statement has one. */
const COUNTERPARTS: ReadonlyMap<string, string> = new Map([
  ['Action', 'NotAction'],
  ['NotAction', 'Action'],
  ['Resource', 'NotResource'],
  ['NotResource', 'Resource'],
]);

/** Says that a field is missing, and whether it stands there in another spelling. */
export function missing(name: string, object: JsonObject): string {
  const near = object.members.find(({ key }) => key !== name && intendedField(key, [name]) !== undefined);
  const spelled = near === undefined ? '' : ` It is spelled ${quote(near.key)} here.`;
  return `${quote(name)} is missing.${spelled}`;
}

/** Exactly one of two fields; reports both and neither. */
export function oneOf(
  object: JsonObject,
  names: readonly [string, string],
  path: JsonPath,
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
