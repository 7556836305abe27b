import { describe, expect, it } from 'vitest';
import { prettyDocument, sameDocument } from '../../src/policy/canonical.js';
import { type Case, readCases } from './cases.js';

interface SameCase extends Case {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}

describe('sameDocument', () => {
  it.each(readCases<SameCase>('same-document.json'))('$name', ({ a, b, same }) => {
    expect(sameDocument(a, b)).toBe(same);
    expect(sameDocument(b, a)).toBe(same);
  });
});

describe('prettyDocument', () => {
  it('prints as JSON.stringify does', () => {
    const value = { Version: '1', Statement: [{ Action: [], Condition: {}, Effect: 'é\u0001"' }, null, true, 1.5] };
    expect(prettyDocument(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  });

  it('keeps the order of keys and the digits of numbers, which JSON.parse would not', () => {
    expect(prettyDocument('{"2":12345678901234567890,"1":1.0}')).toBe('{\n  "2": 12345678901234567890,\n  "1": 1.0\n}');
  });

  it('leaves text alone that is not JSON', () => {
    expect(prettyDocument('{"a":1,}')).toBe('{"a":1,}');
  });
});
