import { compileWildcard } from '../match/wildcard.js';
import type { ConditionValue } from '../types.js';
import { holdsAddress, type IpRange, parseIpRange } from './ip-range.js';
import { readBoolean, readDate, readNumber } from './value.js';

/** True when a request's value fits one of the values that a statement wants. */
export type FitsOne = (actual: ConditionValue) => boolean;

/** What one operator means. */
export interface Operator {
  /** A negated one is fulfilled when no value fits. */
  readonly negated: boolean;
  /** True when the statement's value has the right form. */
  readonly accepts: (wanted: ConditionValue) => boolean;
  /** Prepares the statement's values, so that a request costs no reading of them. */
  readonly compile: (wanted: readonly ConditionValue[]) => FitsOne;
}

type Pair = [name: string, operator: Operator];

/** An operator and the one that negates it. */
function withNegation(name: string, negatedName: string, meaning: Omit<Operator, 'negated'>): Pair[] {
  return [
    [name, { ...meaning, negated: false }],
    [negatedName, { ...meaning, negated: true }],
  ];
}

const ofText = (compile: (wanted: readonly string[]) => (actual: string) => boolean): Omit<Operator, 'negated'> => ({
  accepts: () => true,
  compile: (wanted) => {
    const fits = compile(wanted.map(String));
    return (actual) => fits(String(actual));
  },
});

const sameText = ofText((wanted) => {
  const texts = new Set(wanted);
  return (actual) => texts.has(actual);
});

const sameTextIgnoringCase = ofText((wanted) => {
  const texts = new Set(wanted.map((text) => text.toLowerCase()));
  return (actual) => texts.has(actual.toLowerCase());
});

const likeText = ofText((wanted) => {
  const patterns = wanted.map(compileWildcard);
  return (actual) => patterns.some((matches) => matches(actual));
});

/** Compares values once they can be read; one that cannot be read never fits. */
function ofValues<T>(
  read: (value: ConditionValue) => T | undefined,
  compare: (actual: T, wanted: T) => boolean,
): Omit<Operator, 'negated'> {
  return {
    accepts: (wanted) => read(wanted) !== undefined,
    compile: (wanted) => {
      const values = wanted.map(read).filter((value) => value !== undefined);
      return (actual) => {
        const value = read(actual);
        return value !== undefined && values.some((one) => compare(value, one));
      };
    },
  };
}

/** NumericEquals … or DateEquals …, with the NotEquals that negates it. */
function ordered(prefix: string, read: (value: ConditionValue) => number | undefined): Pair[] {
  const when = (name: string, relation: (actual: number, wanted: number) => boolean): Pair => [
    prefix + name,
    { ...ofValues(read, relation), negated: false },
  ];
  return [
    ...withNegation(
      `${prefix}Equals`,
      `${prefix}NotEquals`,
      ofValues(read, (actual, wanted) => actual === wanted),
    ),
    when('LessThan', (actual, wanted) => actual < wanted),
    when('LessThanEquals', (actual, wanted) => actual <= wanted),
    when('GreaterThan', (actual, wanted) => actual > wanted),
    when('GreaterThanEquals', (actual, wanted) => actual >= wanted),
  ];
}

const sameBoolean = ofValues(readBoolean, (actual, wanted) => actual === wanted);
const inRange = ofValues<IpRange>(
  (value) => parseIpRange(String(value)),
  (actual, wanted) => holdsAddress(wanted, actual),
);

/** Every operator of the language (help page "Conditional operators"); there is no IfExists, ForAnyValue or Null. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...withNegation('StringEquals', 'StringNotEquals', sameText),
  ...withNegation('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', sameTextIgnoringCase),
  ...withNegation('StringLike', 'StringNotLike', likeText),
  ...ordered('Numeric', readNumber),
  ...ordered('Date', readDate),
  ['Bool', { ...sameBoolean, negated: false }],
  ...withNegation('IpAddress', 'NotIpAddress', inRange),
]);
