import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintDocument } from '../../src/diagnosis/lint-document.js';
import { applyEdits } from '../../src/policy/edit/document-edit.js';
import { covers } from '../../src/policy/lint/covers.js';
import { matchWildcard } from '../../src/policy/match/wildcard.js';
import { documentText, identityStatement, trustStatement } from './policy-arbitraries.js';

const kind = fc.constantFrom('identity', 'trust');

describe('lintDocument', () => {
  it('never throws, whatever the text is', () => {
    const text = fc.oneof(fc.string(), fc.json(), documentText(fc.jsonValue({ maxDepth: 3 })));
    fc.assert(
      fc.property(text, kind, (one, of) => {
        for (const { id, message } of lintDocument(one, of)) expect([id, message]).not.toContain('');
      }),
      { numRuns: 4000 },
    );
  });

  it('finds fixes that can be made, and that end what was found', () => {
    const document = documentText(fc.oneof(identityStatement, trustStatement));
    fc.assert(
      fc.property(document, kind, fc.nat(), (text, of, choice) => {
        const found = lintDocument(text, of, { account: '1' }).filter(({ fix }) => fix !== undefined);
        const finding = found[choice % Math.max(1, found.length)];
        if (finding?.fix === undefined || !('edits' in finding.fix)) return;
        const fixed = applyEdits(text, finding.fix.edits);
        const count = (one: string) =>
          lintDocument(one, of, { account: '1' }).filter(({ id }) => id === finding.id).length;
        // A blank to fill in may make the whole document one that cannot be judged until it is.
        expect(count(fixed)).toBeLessThan(count(text));
      }),
      { numRuns: 4000 },
    );
  });
});

describe('covers', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

  it('is sound: what the narrow one matches, the wide one matches', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (wide, narrow, one) => {
        if (covers(wide, narrow) && matchWildcard(narrow, one)) expect(matchWildcard(wide, one)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it('holds for itself and for "*"', () => {
    fc.assert(
      fc.property(pattern, (one) => {
        expect([covers(one, one), covers('*', one)]).toEqual([true, true]);
      }),
      { numRuns: 1000 },
    );
  });
});
