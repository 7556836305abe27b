import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/policy/evaluate/compile.js';
import { type NearMatch, nearMatches, nearTrustMatches } from '../../../src/policy/evaluate/near-matches.js';
import { policySet } from '../../../src/policy/evaluate/policy-set.js';
import type { Assumer } from '../../../src/policy/evaluate/trust.js';
import { defaultPolicyGuesses, type PolicyGuesses } from '../../../src/policy/guesses.js';
import type { AccessRequest, PolicyDocument } from '../../../src/policy/types.js';
import { type Case, readCases } from '../cases.js';

interface NearCase extends Case {
  readonly effect: 'Allow' | 'Deny';
  readonly policies: Readonly<Record<string, PolicyDocument>>;
  readonly request: AccessRequest;
  readonly guesses?: Partial<PolicyGuesses>;
  readonly near: readonly NearMatch[];
}

interface NearTrustCase extends Case {
  readonly effect: 'Allow' | 'Deny';
  readonly trust: PolicyDocument;
  readonly who: Assumer;
  readonly context: AccessRequest['context'];
  readonly near: readonly NearMatch[];
}

describe('nearMatches', () => {
  it.each(readCases<NearCase>('near-matches.json'))('$name', ({ effect, policies, request, guesses, near }) => {
    const compiled = Object.entries(policies).map(([name, document]) => compile({ name, document }));
    const settings = { ...defaultPolicyGuesses, ...guesses };
    expect(nearMatches(policySet(compiled), request, settings, effect)).toEqual(near);
  });
});

describe('nearTrustMatches', () => {
  it.each(readCases<NearTrustCase>('near-trust-matches.json'))('$name', ({ effect, trust, who, context, near }) => {
    expect(
      nearTrustMatches({ document: trust, who, roleAccount: '1234' }, context, defaultPolicyGuesses, effect),
    ).toEqual(near);
  });
});
