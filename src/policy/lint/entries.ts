import type { JsonPath } from '../json/path.js';
import type { OneOrMany, PolicyDocument, Statement } from '../types.js';

/** One string of a field that may hold one or a list. */
export interface Entry {
  readonly value: string;
  readonly path: JsonPath;
}

/** The strings of a field of a statement, each with its place. */
export function entriesOf(value: OneOrMany<string> | undefined, path: JsonPath): Entry[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [{ value, path }];
  return value.map((one, i) => ({ value: one, path: [...path, i] }));
}

/** The statements that allow something, each with its place. */
export function allowsOf({ Statement: statements }: PolicyDocument): { statement: Statement; path: JsonPath }[] {
  return statements.flatMap((statement, i) =>
    statement.Effect === 'Allow' ? [{ statement, path: ['Statement', i] }] : [],
  );
}

/** A placeholder for what only a person can know; the linter reports one that is left. */
export function blank(name: string): string {
  return `\${${name}}`;
}
