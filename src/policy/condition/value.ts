import type { ConditionValue } from '../types.js';

/** How the values of conditions and of requests are read, per kind of operator. Undefined: not such a value. */

/** A JSON number, or a text such as `-1.5e3`; none that is too large to be compared exactly. */
export function readNumber(value: ConditionValue): number | undefined {
  if (typeof value === 'string' && !/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value)) return undefined;
  const number = typeof value === 'boolean' ? Number.NaN : Number(value);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

/**
 * Milliseconds since 1970. The published form is ISO 8601 with a zone, such as `2019-08-12T17:00:00+08:00`
 * (help page "Allow or deny access based on time of day"); a date alone is midnight UTC.
 */
export function readDate(value: ConditionValue): number | undefined {
  if (typeof value !== 'string') return undefined;
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) || !isInCalendar(value.slice(0, 'YYYY-MM-DD'.length)) ? undefined : time;
}

/** Date.parse takes February 30 for March 2. */
function isInCalendar(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** true or false, also as text in any letter case. */
export function readBoolean(value: ConditionValue): boolean | undefined {
  const text = String(value).toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
