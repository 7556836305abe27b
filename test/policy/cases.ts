import { readFileSync } from 'node:fs';

/** A case of test/cases/policy: what it shows, and the page, seed file or rule that says so. */
export interface Case {
  readonly name: string;
  readonly source: string;
}

/** Reads one file of cases; each must name its source, and no two may share a name. */
export function readCases<T extends Case>(file: string): T[] {
  const cases = JSON.parse(readFileSync(new URL(`../cases/policy/${file}`, import.meta.url), 'utf8')) as T[];
  const names = new Set(cases.map(({ name }) => name));
  if (cases.length === 0 || names.size !== cases.length) throw new Error(`${file}: no cases, or a name twice`);
  for (const { name, source } of cases) if (!source) throw new Error(`${file}: ${name} names no source`);
  return cases;
}
