import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchResource } from '../../src/policy/match/resource.js';
import { matchWildcard } from '../../src/policy/match/wildcard.js';

/** The definition itself, written without regard to cost: characters are code points. */
function naive(pattern: readonly string[], text: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === '*') return naive(rest, text) || (text.length > 0 && naive(pattern, text.slice(1)));
  return text.length > 0 && (first === '?' || first === text[0]) && naive(rest, text.slice(1));
}

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', '*', '?', '😀'), maxLength: 8 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', '😀'), maxLength: 9 });

describe('match', () => {
  it('agrees with the definition', () => {
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        expect(matchWildcard(p, t)).toBe(naive([...p], [...t]));
      }),
      { numRuns: 30_000 },
    );
  });

  it('takes an empty region or account for "*"', () => {
    const field = fc.constantFrom('', '*', 'r', '1');
    const relative = fc.constantFrom('role/a', 'role/*', 'x/a', 'x/?');
    fc.assert(
      fc.property(fc.constantFrom('ram', 'oss'), field, field, relative, (service, region, account, id) => {
        const spelledOut = `acs:${service}:${region || '*'}:${account || '*'}:${id}`;
        for (const resource of [`acs:${service}::1:role/a`, `acs:${service}:r:1:x/a`, `acs:${service}:q:2:x/b`]) {
          const wanted = naive([...spelledOut], [...resource]);
          expect(matchResource(`acs:${service}:${region}:${account}:${id}`, resource)).toBe(wanted);
        }
      }),
      { numRuns: 500 },
    );
  });
});
