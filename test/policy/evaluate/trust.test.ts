import { describe, expect, it } from 'vitest';
import { type Assumer, mayAssume } from '../../../src/policy/evaluate/trust.js';
import { defaultPolicyGuesses, type PolicyGuesses } from '../../../src/policy/guesses.js';
import type { AccessRequest, PolicyDocument, Verdict } from '../../../src/policy/types.js';
import { type Case, readCases } from '../cases.js';

interface TrustCase extends Case {
  readonly trust: PolicyDocument;
  readonly who: Assumer;
  readonly context: AccessRequest['context'];
  readonly guesses: Partial<PolicyGuesses>;
  readonly verdict: Verdict;
  readonly statement?: number;
}

/** The account that owns the role in every case. */
const ACCOUNT = '1234';

describe('mayAssume', () => {
  it.each(readCases<TrustCase>('may-assume.json'))('$name', ({ trust, who, context, guesses, verdict, statement }) => {
    const decision = mayAssume({ document: trust, who, roleAccount: ACCOUNT }, context, {
      ...defaultPolicyGuesses,
      ...guesses,
    });
    const reason = { policy: 'trust policy', statement };
    expect(decision).toEqual(statement === undefined ? { verdict } : { verdict, reason });
  });
});
