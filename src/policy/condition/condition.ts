import type { PolicyGuesses } from '../guesses.js';
import type { AccessRequest, ConditionValue, OneOrMany, Statement } from '../types.js';
import { type Operator, operators } from './operators.js';

/** What a request carries, by condition key. */
export type RequestContext = AccessRequest['context'];

/** One key under one operator, ready to be asked. */
export interface ConditionTest {
  readonly operator: Operator;
  readonly key: string;
  readonly values: readonly ConditionValue[];
}

/** An operator that the language does not have makes a test that nothing fulfils; parsePolicy reports it. */
const NEVER: Operator = { negated: false, accepts: () => false, fits: () => false };

/** Flattens a Condition into its tests, all of which have to be fulfilled. */
export function compileCondition(condition: Statement['Condition']): ConditionTest[] {
  return Object.entries(condition ?? {}).flatMap(([name, keys]) =>
    Object.entries(keys).map(([key, values]) => ({
      operator: operators.get(name) ?? NEVER,
      key,
      values: toList(values),
    })),
  );
}

/**
 * Operators and keys AND, the values of a key OR. A negated operator is fulfilled when none of its values fits:
 * that is how the published NotIpAddress example with two ranges is explained (help page "Allow or deny access
 * based on IP address").
 */
export function conditionHolds(
  tests: readonly ConditionTest[],
  context: RequestContext,
  guesses: PolicyGuesses,
): boolean {
  return tests.every((test) => testHolds(test, context, guesses));
}

function testHolds(test: ConditionTest, context: RequestContext, guesses: PolicyGuesses): boolean {
  const { operator, key, values } = test;
  const actual = lookUp(context, key, guesses);
  if (actual === undefined) {
    if (operator === NEVER) return false;
    return (operator.negated ? guesses.missingConditionKeyNegated : guesses.missingConditionKey) === 'match';
  }
  const fits = toList(actual).some((one) => values.some((wanted) => operator.fits(wanted, one)));
  return fits !== operator.negated;
}

function lookUp(context: RequestContext, key: string, guesses: PolicyGuesses): OneOrMany<ConditionValue> | undefined {
  if (Object.hasOwn(context, key)) return context[key];
  if (guesses.conditionKeyCase === 'exact') return undefined;
  const same = Object.keys(context).find((other) => other.toLowerCase() === key.toLowerCase());
  return same === undefined ? undefined : context[same];
}

/** The list form of what the language lets be one value or a list. */
export function toList<T extends ConditionValue>(values: OneOrMany<T> | undefined): readonly T[] {
  if (values === undefined) return [];
  return Array.isArray(values) ? values : [values as T];
}
