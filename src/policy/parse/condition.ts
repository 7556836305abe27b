import { operators } from '../condition/operators.js';
import { describeType, type JsonNode } from '../json/node.js';
import type { JsonPath } from '../json/path.js';
import { quote } from '../quote.js';
import { reportPlaceholder } from './fields.js';
import { findPlaceholder } from './placeholders.js';
import type { ProblemList } from './problem-list.js';

/** Checks a Condition: known operators, keys with values, and values in the operator's form. */
export function checkCondition(node: JsonNode, path: JsonPath, problems: ProblemList): void {
  if (node.type !== 'object') {
    problems.fail('type', node, path, `An object of operators should be here, not ${describeType(node)}.`);
    return;
  }
  for (const { key: name, keyStart, value: keys } of node.members) {
    const operatorPath = [...path, name];
    if (!operators.has(name)) {
      problems.fail('condition', { start: keyStart }, operatorPath, unknownOperator(name));
    } else if (keys.type !== 'object') {
      problems.fail(
        'type',
        keys,
        operatorPath,
        `An object of condition keys should be here, not ${describeType(keys)}.`,
      );
    } else {
      for (const { key, value } of keys.members) checkValues(name, value, [...operatorPath, key], problems);
    }
  }
}

function checkValues(operatorName: string, node: JsonNode, path: JsonPath, problems: ProblemList): void {
  if (node.type === 'array') {
    if (node.items.length === 0) problems.add('condition', node, path, 'This list is empty; no value can fit.');
    for (const [i, item] of node.items.entries()) checkValue(operatorName, item, [...path, i], problems);
  } else {
    checkValue(operatorName, node, path, problems);
  }
}

function checkValue(operatorName: string, node: JsonNode, path: JsonPath, problems: ProblemList): void {
  if (node.type !== 'string' && node.type !== 'number' && node.type !== 'boolean') {
    problems.fail('type', node, path, `A value should be here, not ${describeType(node)}.`);
    return;
  }
  const placeholder = typeof node.value === 'string' ? findPlaceholder(node.value, 'condition value') : undefined;
  reportPlaceholder(placeholder, node, path, problems);
  if (placeholder !== undefined) return;
  if (operators.get(operatorName)?.accepts(node.value as string) === false) {
    problems.add('condition', node, path, `${quote(node.value)} is ${expected(operatorName)}`);
  } else if (node.type === 'number' && String(node.value) !== node.raw) {
    problems.add('condition', node, path, `${node.raw} is read as ${quote(node.value)}; write it as a string.`);
  }
}

function expected(operatorName: string): string {
  if (operatorName.startsWith('Numeric')) return `not a number of at most ${Number.MAX_SAFE_INTEGER}.`;
  if (operatorName.startsWith('Date')) return 'not a time such as 2019-08-12T17:00:00+08:00.';
  return operatorName === 'Bool' ? 'neither true nor false.' : 'not an address or range such as 192.0.2.0/24.';
}

function unknownOperator(name: string): string {
  const right = [...operators.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
  const hint = right === undefined ? '' : ` Did you mean ${right}?`;
  return `${quote(name)} is no condition operator.${hint}`;
}
