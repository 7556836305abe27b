import { describe, expect, it } from 'vitest';
import { compileCondition, conditionHolds } from '../../../src/policy/condition/condition.js';
import { operators } from '../../../src/policy/condition/operators.js';
import { defaultPolicyGuesses, type PolicyGuesses } from '../../../src/policy/guesses.js';
import type { ConditionValue, OneOrMany } from '../../../src/policy/types.js';
import { type Case, readCases } from '../cases.js';

interface ConditionCase extends Case {
  readonly operator: string;
  readonly wanted: OneOrMany<ConditionValue>;
  /** Left out: the request does not carry the key. */
  readonly actual?: OneOrMany<ConditionValue>;
  readonly guesses: Partial<PolicyGuesses>;
  readonly holds: boolean;
}

const cases = readCases<ConditionCase>('condition.json');

describe('condition', () => {
  it.each(cases)('$name', ({ operator, wanted, actual, guesses, holds }) => {
    const tests = compileCondition({ [operator]: { 'acs:Key': wanted } });
    const context = actual === undefined ? {} : { 'acs:Key': actual };
    expect(conditionHolds(tests, context, { ...defaultPolicyGuesses, ...guesses })).toBe(holds);
  });

  it('has a case for each operator that holds and one that does not', () => {
    for (const name of operators.keys()) {
      const outcomes = new Set(cases.filter(({ operator }) => operator === name).map(({ holds }) => holds));
      expect([name, outcomes.size]).toEqual([name, 2]);
    }
  });

  it('has the operators of the published page and no others', () => {
    const strings = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'];
    const relations = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
    const ordered = ['Numeric', 'Date'].flatMap((type) => relations.map((relation) => type + relation));
    const all = [...strings, 'StringLike', 'StringNotLike', ...ordered, 'Bool', 'IpAddress', 'NotIpAddress'];
    expect([...operators.keys()].sort()).toEqual(all.sort());
  });

  it('does not take what every object inherits for a key of the request', () => {
    const tests = compileCondition({ StringLike: { constructor: '*' } });
    expect(conditionHolds(tests, {}, defaultPolicyGuesses)).toBe(false);
  });
});
