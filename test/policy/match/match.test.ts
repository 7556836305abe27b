import { describe, expect, it } from 'vitest';
import { matchAction } from '../../../src/policy/match/action.js';
import { matchResource } from '../../../src/policy/match/resource.js';
import { matchWildcard } from '../../../src/policy/match/wildcard.js';
import { type Case, readCases } from '../cases.js';

interface MatchCase extends Case {
  readonly kind: 'wildcard' | 'action' | 'resource';
  readonly pattern: string;
  readonly text: string;
  readonly matches: boolean;
}

const matchers = {
  wildcard: ({ pattern, text }: MatchCase) => matchWildcard(pattern, text),
  action: ({ pattern, text }: MatchCase) => matchAction(pattern, text),
  resource: ({ pattern, text }: MatchCase) => matchResource(pattern, text),
};

describe('match', () => {
  it.each(readCases<MatchCase>('match.json'))('$name', (one) => {
    expect(matchers[one.kind](one)).toBe(one.matches);
  });

  it.each([
    ['*\ud83d*', '😀', false],
    ['\ud83d*', '😀', false],
    ['*\ude00', '😀', false],
    ['*\ud83d*', 'a\ud83db', true],
    ['*😀*', 'a😀b', true],
  ])('takes a surrogate pair for one character: %j and %j', (pattern, text, matches) => {
    expect(matchWildcard(pattern, text)).toBe(matches);
  });

  it('does not blow up on the pattern that breaks backtracking matchers', () => {
    const pattern = `${'*a'.repeat(3000)}b`;
    const text = 'a'.repeat(6000);
    const started = performance.now();
    expect(matchWildcard(pattern, text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
