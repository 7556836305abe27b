import type { PolicyGuesses } from '../guesses.js';
import { toList } from '../one-or-many.js';
import type { AccessRequest, ConditionValue, OneOrMany, Statement } from '../types.js';
import { type FitsOne, operators } from './operators.js';

/** What a request carries, by condition key. */
export type RequestContext = AccessRequest['context'];

/** One key under one operator, ready to be asked. */
export interface ConditionTest {
  readonly operator: string;
  readonly negated: boolean;
  readonly key: string;
  readonly wanted: readonly ConditionValue[];
  /** Undefined for an operator that the language does not have, which nothing fulfils; parsePolicy reports it. */
  readonly fits: FitsOne | undefined;
}

/** Flattens a Condition into its tests, all of which have to be fulfilled. */
export function compileCondition(condition: Statement['Condition']): ConditionTest[] {
  return Object.entries(condition ?? {}).flatMap(([name, keys]) => {
    const operator = operators.get(name);
    return Object.entries(keys).map(([key, values]): ConditionTest => {
      const wanted = toList(values);
      return { operator: name, negated: operator?.negated ?? false, key, wanted, fits: operator?.compile(wanted) };
    });
  });
}

/** Operators and keys AND. */
export function conditionHolds(
  tests: readonly ConditionTest[],
  context: RequestContext,
  guesses: PolicyGuesses,
): boolean {
  return tests.every((test) => testHolds(test, context, guesses));
}

/**
 * The values of a key OR. A negated operator is fulfilled when none of its values fits: that is how the published
 * NotIpAddress example with two ranges is explained (help page "Allow or deny access based on IP address").
 */
export function testHolds(test: ConditionTest, context: RequestContext, guesses: PolicyGuesses): boolean {
  if (test.fits === undefined) return false;
  const actual = lookUp(context, test.key, guesses);
  if (actual === undefined) {
    return (test.negated ? guesses.missingConditionKeyNegated : guesses.missingConditionKey) === 'match';
  }
  return toList(actual).some(test.fits) !== test.negated;
}

/** What the request carries under a key; undefined when it does not carry the key. */
export function lookUp(
  context: RequestContext,
  key: string,
  guesses: PolicyGuesses,
): OneOrMany<ConditionValue> | undefined {
  if (Object.hasOwn(context, key)) return context[key];
  if (guesses.conditionKeyCase === 'exact') return undefined;
  const same = Object.keys(context).find((other) => other.toLowerCase() === key.toLowerCase());
  return same === undefined ? undefined : context[same];
}
