import type { ConditionValue, OneOrMany } from './types.js';

/** The list form of what the language lets be one value or a list. */
export function toList<T extends ConditionValue>(values: OneOrMany<T> | undefined): readonly T[] {
  if (values === undefined) return [];
  return Array.isArray(values) ? values : [values as T];
}
