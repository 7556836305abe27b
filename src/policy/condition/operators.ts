import { matchWildcard } from '../match.js';
import type { ConditionValue } from '../types.js';
import { holdsAddress, parseIpRange } from './ip-range.js';
import { readBoolean, readDate, readNumber } from './value.js';

/** One operator: a request's value against one value of the statement. A negated one is fulfilled when no value fits. */
export interface Operator {
  readonly negated: boolean;
  /** True when the statement's value has the right form. */
  readonly accepts: (wanted: ConditionValue) => boolean;
  readonly fits: (wanted: ConditionValue, actual: ConditionValue) => boolean;
}

type Fits = (wanted: ConditionValue, actual: ConditionValue) => boolean;

const anything = () => true;

const sameText: Fits = (wanted, actual) => String(wanted) === String(actual);
const sameTextIgnoringCase: Fits = (wanted, actual) => String(wanted).toLowerCase() === String(actual).toLowerCase();
const likeText: Fits = (wanted, actual) => matchWildcard(String(wanted), String(actual));

const RELATIONS: Readonly<Record<string, (actual: number, wanted: number) => boolean>> = {
  Equals: (actual, wanted) => actual === wanted,
  LessThan: (actual, wanted) => actual < wanted,
  LessThanEquals: (actual, wanted) => actual <= wanted,
  GreaterThan: (actual, wanted) => actual > wanted,
  GreaterThanEquals: (actual, wanted) => actual >= wanted,
};

/** NumericEquals … or DateEquals …, with the NotEquals that negates it. */
function ordered(prefix: string, read: (value: ConditionValue) => number | undefined): [string, Operator][] {
  const accepts = (wanted: ConditionValue) => read(wanted) !== undefined;
  const related = Object.entries(RELATIONS).map(([name, relation]): [string, Operator] => [
    prefix + name,
    { negated: false, accepts, fits: both(read, relation) },
  ]);
  const equals = related[0] as [string, Operator];
  return [...related, [`${prefix}NotEquals`, { ...equals[1], negated: true }]];
}

/** Compares two values once both can be read; a value that cannot never fits. */
function both<T>(read: (value: ConditionValue) => T | undefined, compare: (actual: T, wanted: T) => boolean): Fits {
  return (wanted, actual) => {
    const left = read(actual);
    const right = read(wanted);
    return left !== undefined && right !== undefined && compare(left, right);
  };
}

const readIp = (value: ConditionValue) => parseIpRange(String(value));
const isRange = (wanted: ConditionValue) => readIp(wanted) !== undefined;
const inRange = both(readIp, (actual, wanted) => holdsAddress(wanted, actual));

/** Every operator of the language (help page "Conditional operators"); there is no IfExists, ForAnyValue or Null. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['StringEquals', { negated: false, accepts: anything, fits: sameText }],
  ['StringNotEquals', { negated: true, accepts: anything, fits: sameText }],
  ['StringEqualsIgnoreCase', { negated: false, accepts: anything, fits: sameTextIgnoringCase }],
  ['StringNotEqualsIgnoreCase', { negated: true, accepts: anything, fits: sameTextIgnoringCase }],
  ['StringLike', { negated: false, accepts: anything, fits: likeText }],
  ['StringNotLike', { negated: true, accepts: anything, fits: likeText }],
  ...ordered('Numeric', readNumber),
  ...ordered('Date', readDate),
  [
    'Bool',
    {
      negated: false,
      accepts: (wanted) => readBoolean(wanted) !== undefined,
      fits: both(readBoolean, (actual, wanted) => actual === wanted),
    },
  ],
  ['IpAddress', { negated: false, accepts: isRange, fits: inRange }],
  ['NotIpAddress', { negated: true, accepts: isRange, fits: inRange }],
]);
