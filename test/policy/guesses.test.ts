import { describe, expect, it } from 'vitest';
import { passRoleResource } from '../../src/policy/build/pass-role.js';
import { grantPassRole } from '../../src/policy/edit/pass-role-grant.js';
import { compile } from '../../src/policy/evaluate/compile.js';
import { evaluate } from '../../src/policy/evaluate/evaluate.js';
import { passRoleRequest } from '../../src/policy/evaluate/pass-role-request.js';
import { policySet } from '../../src/policy/evaluate/policy-set.js';
import {
  defaultPolicyGuesses,
  everyPolicyGuess,
  policyGuesses,
  policyGuessNames,
  underEveryGuess,
} from '../../src/policy/guesses.js';
import { parsePolicy } from '../../src/policy/parse/parse.js';

/** The verdict on passing a role to a service with a grant for these services. */
function passes(service: string, granted: readonly string[], narrowed: boolean) {
  const { text } = grantPassRole(undefined, {
    roleResource: passRoleResource('1234', 'X'),
    services: granted,
    narrowed,
  });
  const document = parsePolicy(text, 'identity').document;
  if (document === undefined) throw new Error('the grant is no policy');
  const policies = policySet([compile({ name: 'custom/Grant', document })]);
  return underEveryGuess((guesses) => evaluate(policies, passRoleRequest('1234', 'X', service, guesses), guesses));
}

describe('policyGuesses', () => {
  it.each(policyGuessNames)('%s has several settings, one of them the default', (name) => {
    const settings: readonly string[] = policyGuesses[name].settings;
    expect(new Set(settings).size).toBeGreaterThan(1);
    expect(settings).toContain(policyGuesses[name].default);
  });

  it('varies one guess at a time and leaves none out', () => {
    const differences = everyPolicyGuess().map((guesses) =>
      policyGuessNames.filter((name) => guesses[name] !== defaultPolicyGuesses[name]),
    );
    expect(differences[0]).toEqual([]);
    expect(differences.slice(1).every((names) => names.length === 1)).toBe(true);
    expect(new Set(differences.flat())).toEqual(new Set(policyGuessNames));
  });
});

describe('underEveryGuess', () => {
  it('is sure where no guess matters', () => {
    expect(passes('ecs.aliyuncs.com', ['ecs.aliyuncs.com'], true)).toMatchObject({ verdict: 'allowed', dependsOn: [] });
    expect(passes('ecs.aliyuncs.com', ['fc.aliyuncs.com'], true)).toMatchObject({ verdict: 'implicitly denied' });
    expect(passes('pai.aliyuncs.com', ['pai.aliyuncs.com'], false)).toMatchObject({
      verdict: 'allowed',
      dependsOn: [],
    });
  });

  it('keeps the reason of a sure verdict', () => {
    const reason = { policy: 'custom/Grant', statement: 0 };
    expect(passes('ecs.aliyuncs.com', ['ecs.aliyuncs.com'], true)).toMatchObject({ reason });
  });

  it('is unknown where one matters, and names it', () => {
    expect(passes('pai.aliyuncs.com', ['pai.aliyuncs.com'], true)).toEqual({
      verdict: 'unknown',
      dependsOn: ['missingConditionKey', 'passRoleServiceKey'],
    });
  });
});
