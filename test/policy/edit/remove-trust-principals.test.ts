import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { addTrustPrincipals } from '../../../src/policy/edit/add-trust-principals.js';
import { removeTrustPrincipals } from '../../../src/policy/edit/remove-trust-principals.js';
import type { PrincipalKind } from '../../../src/policy/edit/trust-statement.js';
import { type Case, readCases } from '../cases.js';

interface RemoveCase extends Case {
  readonly kind: PrincipalKind;
  readonly names: readonly string[];
  readonly before: string;
  readonly after?: string;
  readonly removed?: readonly string[];
  readonly error?: boolean;
}

interface AddCase extends Case {
  readonly names: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly added: readonly string[];
}

describe('removeTrustPrincipals', () => {
  it.each(readCases<RemoveCase>('remove-trust.json'))('$name', ({ kind, names, before, after, removed, error }) => {
    const remove = () => removeTrustPrincipals(before, kind, names);
    if (error) expect(remove).toThrow(UsageError);
    else expect(remove()).toEqual({ text: after, removed });
  });

  it('refuses a text that is no trust policy', () => {
    expect(() => removeTrustPrincipals('[]', 'Service', ['ecs.aliyuncs.com'])).toThrow(UsageError);
  });
});

describe('addTrustPrincipals, of RAM', () => {
  it.each(readCases<AddCase>('add-ram-principal.json'))('$name', ({ names, before, after, added }) => {
    expect(addTrustPrincipals(before, 'RAM', names)).toEqual({ text: after, added });
  });
});
