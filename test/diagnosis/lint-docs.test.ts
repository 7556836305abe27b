import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintDocument } from '../../src/diagnosis/lint-document.js';
import { lintRules } from '../../src/policy/lint/rules.js';

const page = readFileSync(new URL('../../docs/lint.md', import.meta.url), 'utf8');

/** The two examples of a rule's section. */
function examplesOf(id: string): string[] {
  const section = page.split(/^### /m).find((one) => one.startsWith(`${id}\n`)) ?? '';
  return [...section.matchAll(/^```json\n(.*?)^```/gms)].map(([, example]) => example as string);
}

describe('docs/lint.md', () => {
  it('has a section for every rule, in their order', () => {
    const sections = [...page.matchAll(/^### (.+)$/gm)].map(([, id]) => id);
    expect(sections).toEqual([...lintRules.map(({ id }) => id), 'administrator-on-instance-role']);
  });

  it.each(lintRules)('shows for $id what has the finding and what has not', ({ id, kinds }) => {
    const [found, right] = examplesOf(id).map((text) => {
      const kind = text.includes('"Principal"') ? 'trust' : 'identity';
      expect(kinds).toContain(kind);
      return lintDocument(text, kind, { account: '1234567890123456' }).map((finding) => finding.id);
    });
    expect(found).toEqual([id]);
    expect(right).not.toContain(id);
  });

  it('lists every problem of the parser', () => {
    const listed = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id);
    const source = readFileSync(new URL('../../src/policy/types.ts', import.meta.url), 'utf8');
    const [, rules = ''] = /export type ProblemRule =([^;]+);/.exec(source) ?? [];
    expect(listed).toEqual([...rules.matchAll(/'([^']+)'/g)].map(([, rule]) => rule));
  });
});
