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

/** The same, a row for each character of the pattern: where in the text it may go on. */
function slow(pattern: readonly string[], text: readonly string[]): boolean {
  let reached = [0];
  for (const one of pattern) {
    if (one === '*') {
      const from = Math.min(...reached);
      reached = Array.from({ length: Math.max(0, text.length - from + 1) }, (_, i) => from + i);
    } else {
      reached = reached.filter((at) => at < text.length && (one === '?' || one === text[at])).map((at) => at + 1);
    }
    if (reached.length === 0) return false;
  }
  return reached.includes(text.length);
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

  it('agrees with the definition on long pieces', () => {
    const long = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 20, maxLength: 90 });
    const holes = fc.array(fc.tuple(fc.nat(89), fc.constantFrom('?', '*', 'a')), { maxLength: 5 });
    fc.assert(
      fc.property(long, long, holes, fc.boolean(), (t, other, places, own) => {
        const letters = [...(own ? t : other)];
        for (const [at, hole] of places) if (at < letters.length) letters[at] = hole;
        expect(matchWildcard(letters.join(''), t)).toBe(slow(letters, [...t]));
        expect(matchWildcard(`*${letters.join('')}*`, t)).toBe(slow(['*', ...letters, '*'], [...t]));
      }),
      { numRuns: 10_000 },
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
