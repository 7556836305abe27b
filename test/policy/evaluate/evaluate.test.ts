import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/policy/evaluate/compile.js';
import { evaluate } from '../../../src/policy/evaluate/evaluate.js';
import { policySet } from '../../../src/policy/evaluate/policy-set.js';
import { defaultPolicyGuesses, type PolicyGuesses } from '../../../src/policy/guesses.js';
import type { AccessRequest, PolicyDocument, Reason, Verdict } from '../../../src/policy/types.js';
import { type Case, readCases } from '../cases.js';

interface EvaluateCase extends Case {
  readonly policies: Readonly<Record<string, PolicyDocument>>;
  readonly request: AccessRequest;
  readonly guesses: Partial<PolicyGuesses>;
  readonly verdict: Verdict;
  readonly reason?: Reason;
}

describe('evaluate', () => {
  it.each(readCases<EvaluateCase>('evaluate.json'))('$name', ({ policies, request, guesses, verdict, reason }) => {
    const compiled = Object.entries(policies).map(([name, document]) => compile({ name, document }));
    const decision = evaluate(policySet(compiled), request, { ...defaultPolicyGuesses, ...guesses });
    expect(decision).toEqual(reason === undefined ? { verdict } : { verdict, reason });
  });
});
