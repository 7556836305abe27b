import { toList } from '../one-or-many.js';
import type { Statement } from '../types.js';
import { entriesOf } from './entries.js';
import type { LintHit, LintRule } from './rule.js';

/** `${acs:UserName}` and its like: other clouds' languages put a value there, and no source says that RAM does. */
export const policyVariable: LintRule = {
  id: 'policy-variable',
  severity: 'warning',
  kinds: ['identity', 'trust'],
  *find({ document }) {
    for (const [i, statement] of document.Statement.entries()) {
      for (const field of ['Resource', 'NotResource'] as const) {
        for (const { value, path } of entriesOf(statement[field], ['Statement', i, field])) {
          if (hasVariable(value)) yield { path, ...text(value) };
        }
      }
      yield* inCondition(statement, i);
    }
  },
};

function* inCondition({ Condition = {} }: Statement, i: number): Iterable<LintHit> {
  for (const [operator, keys] of Object.entries(Condition)) {
    for (const [key, values] of Object.entries(keys)) {
      const found = toList(values).find((value) => typeof value === 'string' && hasVariable(value));
      if (found !== undefined) yield { path: ['Statement', i, 'Condition', operator, key], ...text(String(found)) };
    }
  }
}

function text(evidence: string): Pick<LintHit, 'message' | 'evidence'> {
  return {
    message: 'No source says that RAM puts a value in the place of a variable; here it is compared as it is written.',
    evidence,
  };
}

function hasVariable(text: string): boolean {
  return /\$\{[\w-]{1,64}:[^{}$]{1,128}\}/.test(text);
}
