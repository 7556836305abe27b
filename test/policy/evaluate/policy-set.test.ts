import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/policy/evaluate/compile.js';
import { evaluate } from '../../../src/policy/evaluate/evaluate.js';
import { policySet } from '../../../src/policy/evaluate/policy-set.js';
import type { PolicyDocument, Statement } from '../../../src/policy/types.js';

const REQUEST = { action: 'ECS:StartInstance', resource: 'acs:ecs:r:1:instance/i-1', context: {} };

function document(...statements: Partial<Statement>[]): PolicyDocument {
  return {
    Version: '1',
    Statement: statements.map((one) => ({ Effect: 'Allow', Resource: '*', ...one })),
  };
}

/** Which statement decides, of one policy with these actions. */
function decides(...actions: Partial<Statement>[]) {
  return evaluate(policySet([compile({ name: 'P', document: document(...actions) })]), REQUEST).reason?.statement;
}

describe('policySet', () => {
  it('finds the first statement, whichever list it stands in', () => {
    const [named, ofService, any] = [{ Action: 'ecs:startinstance' }, { Action: 'ecs:Start*' }, { Action: '*:Start*' }];
    const not = { NotAction: 'oss:*' };
    const missing = { Action: 'ecs:Stop*' };
    expect(decides(missing, named, ofService, any, not)).toBe(1);
    expect(decides(missing, ofService, any, not, named)).toBe(1);
    expect(decides(missing, any, not, named, ofService)).toBe(1);
    expect(decides(missing, not, named, ofService, any)).toBe(1);
    expect(decides(named, named)).toBe(0);
    expect(decides(ofService, ofService)).toBe(0);
    expect(decides(any, any)).toBe(0);
  });

  it('goes on behind a statement that names the action but does not apply', () => {
    const elsewhere = { Resource: 'acs:ecs:r:1:instance/other' };
    const conditioned = { Condition: { Bool: { 'acs:MFAPresent': 'true' } } };
    for (const one of ['ecs:StartInstance', 'ecs:*', '*']) {
      expect(decides({ Action: one, ...elsewhere }, { Action: one, ...conditioned }, { Action: one })).toBe(2);
    }
  });

  it('finds a statement by any of its actions', () => {
    expect(decides({ Action: ['oss:Get*', '*:Describe*', 'ecs:Stop*', 'ecs:StartInstance'] })).toBe(0);
    expect(decides({ Action: ['oss:GetObject', 'ecs:StopInstance', 'ec?:start*'] })).toBe(0);
    expect(decides({ Action: ['oss:GetObject', 'ecs:Stop*', 'ecs:*Instance'] })).toBe(0);
    expect(decides({ Action: ['oss:GetObject', 'ecs:Stop*', 'ecsx:*', '*x'] })).toBeUndefined();
  });

  it('takes what stands in no service for what it says', () => {
    expect(decides({ Action: 'ecs' }, { Action: 'startinstance' }, { Action: 'ecs*' })).toBe(2);
    expect(
      evaluate(policySet([compile({ name: 'P', document: document({ Action: 'a*' }) })]), {
        ...REQUEST,
        action: 'abc',
      }).verdict,
    ).toBe('allowed');
  });

  it('says where the deciding document comes from', () => {
    const origin = { name: 'custom/Start', version: 'v3', attachedTo: 'group/operators' };
    const policies = policySet([
      compile({ name: 'custom/Other', document: document({ Action: 'oss:*' }) }),
      compile({ ...origin, document: document({ Action: 'oss:*' }, { Action: 'ecs:*' }) }),
    ]);
    expect(evaluate(policies, REQUEST).reason).toEqual({
      policy: 'custom/Start',
      version: 'v3',
      attachedTo: 'group/operators',
      statement: 1,
    });
  });
});
