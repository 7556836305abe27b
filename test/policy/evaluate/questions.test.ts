import { describe, expect, it } from 'vitest';
import { apiAction, fillResource } from '../../../src/cloud/actions.js';
import { compile } from '../../../src/policy/evaluate/compile.js';
import type { Layers } from '../../../src/policy/evaluate/layers.js';
import { policySet } from '../../../src/policy/evaluate/policy-set.js';
import {
  mayAssumeRole,
  mayAttachRole,
  mayDo,
  mayPassRole,
  whoMayPassRole,
} from '../../../src/policy/evaluate/questions.js';
import type { TrustLayer } from '../../../src/policy/evaluate/trust.js';
import type { PolicyDocument, Statement } from '../../../src/policy/types.js';

const role = { account: '1234', roleName: 'EcsReader' };
const PASS = { Action: 'ram:PassRole', Resource: 'acs:ram:*:1234:role/EcsReader' };
const TO_ECS = { ...PASS, Condition: { StringEquals: { 'acs:Service': 'ecs.aliyuncs.com' } } };
const ATTACH = { Action: 'ecs:AttachInstanceRamRole', Resource: 'acs:ecs:*:1234:instance/i-1' };

function document(statements: readonly Partial<Statement>[]): PolicyDocument {
  return { Version: '1', Statement: statements.map((one) => ({ Effect: 'Allow', ...one })) };
}

function layers(...statements: Partial<Statement>[]): Layers {
  return {
    account: { policies: policySet([compile({ name: 'custom/P', document: document(statements) })]), refused: [] },
  };
}

describe('mayPassRole', () => {
  it('answers with what was asked and who decided', () => {
    expect(mayPassRole(layers(TO_ECS), role, 'ecs.aliyuncs.com')).toMatchObject({
      verdict: 'allowed',
      layer: 'AccountLevelIdentityBasedPolicy',
      reason: { policy: 'custom/P', statement: 0 },
      dependsOn: [],
      request: {
        action: 'ram:PassRole',
        resource: 'acs:ram::1234:role/ecsreader',
        context: { 'acs:Service': 'ecs.aliyuncs.com' },
      },
    });
  });

  it('denies another service, and says which condition was missing', () => {
    const answer = mayPassRole(layers(TO_ECS), role, 'fc.aliyuncs.com');
    expect(answer.verdict).toBe('implicitly denied');
    expect(answer.layers[0]?.nearMatches).toEqual([
      {
        policy: 'custom/P',
        statement: 0,
        effect: 'Allow',
        missing: [
          {
            part: 'condition',
            operator: 'StringEquals',
            key: 'acs:Service',
            wanted: ['ecs.aliyuncs.com'],
            actual: ['fc.aliyuncs.com'],
          },
        ],
      },
    ]);
  });

  it('is unknown, without a reason, where the verdict hangs on a guess', () => {
    const toPai = { ...PASS, Condition: { StringEquals: { 'acs:Service': 'pai.aliyuncs.com' } } };
    const answer = mayPassRole(layers(toPai), role, 'pai.aliyuncs.com');
    expect(answer).toMatchObject({ verdict: 'unknown', dependsOn: ['missingConditionKey', 'passRoleServiceKey'] });
    expect([answer.reason, answer.layer]).toEqual([undefined, undefined]);
  });

  it('adds facts of the request to what the service sets', () => {
    const withMfa = { ...TO_ECS, Condition: { ...TO_ECS.Condition, Bool: { 'acs:MFAPresent': 'true' } } };
    const mfa = { 'acs:MFAPresent': true };
    expect(mayPassRole(layers(withMfa), role, 'ecs.aliyuncs.com', mfa).verdict).toBe('allowed');
    expect(mayPassRole(layers(withMfa), role, 'ecs.aliyuncs.com', { 'acs:MFAPresent': false }).verdict).toBe(
      'implicitly denied',
    );
  });
});

describe('mayAssumeRole', () => {
  const trust = (who: TrustLayer['who']): TrustLayer => ({
    document: document([
      { Action: 'sts:AssumeRole', Principal: { Service: 'ecs.aliyuncs.com', RAM: 'acs:ram::1234:root' } },
    ]),
    who,
    roleAccount: '1234',
  });
  const R = { account: '1234', roleName: 'R' };
  const alice = { arn: 'acs:ram::1234:user/alice', accountId: '1234' };

  it('needs the trust policy only for a service', () => {
    expect(mayAssumeRole({}, trust({ service: 'ecs.aliyuncs.com' }), R).verdict).toBe('allowed');
    const refused = mayAssumeRole({}, trust({ service: 'pai.aliyuncs.com' }), R);
    expect(refused).toMatchObject({ verdict: 'implicitly denied', layer: 'AssumeRolePolicy' });
    expect(refused.layers[0]?.nearMatches).toHaveLength(1);
  });

  it('needs both for an identity', () => {
    const may = { Action: 'sts:AssumeRole', Resource: 'acs:ram:*:1234:role/r' };
    expect(mayAssumeRole(layers(may), trust(alice), R)).toMatchObject({
      verdict: 'allowed',
      request: { action: 'sts:AssumeRole', resource: 'acs:ram::1234:role/r' },
    });
    expect(mayAssumeRole(layers(), trust(alice), R)).toMatchObject({ layer: 'AccountLevelIdentityBasedPolicy' });
    const stranger = { arn: 'acs:ram::5678:user/eve', accountId: '5678' };
    expect(mayAssumeRole(layers(may), trust(stranger), R)).toMatchObject({ layer: 'AssumeRolePolicy' });
  });
});

describe('mayAttachRole', () => {
  const ROLE_ARN = 'acs:ram:*:1234:role/EcsReader';
  const values = { account: '1234', region: 'cn-hangzhou', InstanceId: 'i-1', RamRoleName: 'EcsReader' };
  /** As the tool's own table of the API has it. */
  const needs = apiAction('AttachInstanceRamRole')
    .needs.filter(({ action }) => action !== 'ram:PassRole')
    .map(({ action, resource }) => ({ action, resource: fillResource(resource, values) }));
  const ask = (given: Layers) => mayAttachRole(given, needs, role, 'ecs.aliyuncs.com');
  const onRole = { Action: 'ecs:AttachInstanceRamRole', Resource: ROLE_ARN };

  it('needs what the call needs, and the passing of the role', () => {
    expect(needs.map(({ resource }) => resource)).toEqual(['acs:ecs:cn-hangzhou:1234:instance/i-1', ROLE_ARN]);
    const may = ask(layers(ATTACH, onRole, TO_ECS));
    expect([may.verdict, may.calls.map(({ verdict }) => verdict)]).toEqual(['allowed', ['allowed', 'allowed']]);
    const noPass = ask(layers(ATTACH, onRole));
    expect([noPass.verdict, noPass.passRole.verdict]).toEqual(['implicitly denied', 'implicitly denied']);
    const notOnRole = ask(layers(ATTACH, TO_ECS));
    expect([notOnRole.verdict, notOnRole.passRole.verdict]).toEqual(['implicitly denied', 'allowed']);
    expect(notOnRole.calls[1]).toMatchObject({ verdict: 'implicitly denied', request: { resource: ROLE_ARN } });
  });

  it('is denied when one answer is, whatever the others are', () => {
    const denies = { ...PASS, Effect: 'Deny' } as const;
    expect(ask(layers(denies)).verdict).toBe('implicitly denied');
    expect(ask(layers(ATTACH, onRole, PASS, denies)).verdict).toBe('explicitly denied');
    const unknown = { account: { policies: policySet([]), refused: ['custom/X'] } };
    expect(ask(unknown).verdict).toBe('unknown');
  });
});

describe('whoMayPassRole', () => {
  it('answers for those who may and those who are unknown', () => {
    const unknown: Layers = { account: { policies: policySet([]), refused: ['custom/X'] } };
    const found = whoMayPassRole(
      [
        ['user/alice', layers(TO_ECS)],
        ['user/bob', layers(ATTACH)],
        ['user/carol', unknown],
        ['user/dave', layers(TO_ECS, { ...PASS, Effect: 'Deny' })],
      ],
      role,
      'ecs.aliyuncs.com',
    );
    expect(found.map(({ who, answer }) => [who, answer.verdict])).toEqual([
      ['user/alice', 'allowed'],
      ['user/carol', 'unknown'],
    ]);
  });
});

describe('mayDo', () => {
  const assume = { action: 'STS:assumerole', resource: 'acs:ram::1234:role/r', context: {} };
  const everything = layers({ Action: '*', Resource: '*' });

  it('does not know whether a role may be assumed without its trust policy', () => {
    expect(mayDo(everything, assume)).toMatchObject({
      verdict: 'unknown',
      layers: [{ verdict: 'allowed' }, { layer: 'AssumeRolePolicy', refused: ['the trust policy of the role'] }],
    });
    expect(mayDo(layers(), assume).verdict).toBe('implicitly denied');
  });

  it('says of a layer whose documents were refused what nearly allowed it', () => {
    const { account } = layers(
      { Action: 'ecs:StartInstance', Resource: 'acs:ecs:*:*:instance/i-2' },
      { ...PASS, Effect: 'Deny' },
    );
    if (account === undefined) throw new Error('there is a layer');
    const start = { action: 'ecs:StartInstance', resource: 'acs:ecs:cn-hangzhou:1234:instance/i-1', context: {} };
    const answer = mayDo({ account: { ...account, refused: ['custom/X'] } }, start);
    expect(answer.verdict).toBe('unknown');
    expect(answer.layers[0]?.nearMatches).toMatchObject([{ effect: 'Allow', missing: [{ part: 'resource' }] }]);
  });

  it('asks the trust policy about nothing else', () => {
    const trust = { document: document([]), who: { service: 'ecs.aliyuncs.com' }, roleAccount: '1234' };
    const start = { ...assume, action: 'ecs:StartInstance' };
    expect(mayDo({ ...everything, trust }, start).verdict).toBe('allowed');
    expect(mayDo({ trust }, start).verdict).toBe('unknown');
  });

  it('explains an allow by the denials that nearly applied', () => {
    const office = { Effect: 'Deny', ...PASS, Condition: { NotIpAddress: { 'acs:SourceIp': '10.0.0.0/8' } } } as const;
    const request = {
      action: 'ram:PassRole',
      resource: 'acs:ram::1234:role/ecsreader',
      context: { 'acs:SourceIp': '10.1.1.1' },
    };
    expect(mayDo(layers(PASS, office), request).layers[0]?.nearMatches).toMatchObject([
      { statement: 1, effect: 'Deny' },
    ]);
    const denied = mayDo(layers(PASS, office), { ...request, context: { 'acs:SourceIp': '8.8.8.8' } });
    expect(denied).toMatchObject({ verdict: 'explicitly denied', reason: { statement: 1 } });
    expect(denied.layers[0]?.nearMatches).toEqual([]);
  });
});
