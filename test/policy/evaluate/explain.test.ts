import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/policy/evaluate/compile.js';
import { explain } from '../../../src/policy/evaluate/explain.js';
import type { LayerPolicies, Layers } from '../../../src/policy/evaluate/layers.js';
import { policySet } from '../../../src/policy/evaluate/policy-set.js';
import type { Statement } from '../../../src/policy/types.js';

const START = { action: 'ecs:StartInstance', resource: 'acs:ecs:cn-hangzhou:1:instance/i-1', context: {} };
const ASSUME = { action: 'sts:AssumeRole', resource: 'acs:ram::1:role/r', context: {} };
const on = (key: string) => ({ Condition: { StringEquals: { [key]: 'x' } } });

function layer(...statements: Partial<Statement>[]): LayerPolicies {
  const Statement = statements.map((one): Statement => ({ Effect: 'Allow', Action: 'ecs:*', Resource: '*', ...one }));
  return { policies: policySet([compile({ name: 'P', document: { Version: '1', Statement } })]), refused: [] };
}

function absent(layers: Layers, request = START) {
  return explain(layers, request).layers.map(({ absentKeys }) => absentKeys);
}

describe('the absent keys of a layer', () => {
  it('are those that statements about the request ask for, once each', () => {
    const account = layer(on('a'), { ...on('b'), Effect: 'Deny' }, on('a'));
    expect(absent({ account })).toEqual([['a', 'b']]);
    const both = { Condition: { StringEquals: { a: 'x', c: 'y' }, Bool: { d: 'true' } } };
    expect(absent({ account: layer(both) })).toEqual([['a', 'c', 'd']]);
  });

  it('are none that the request carries, nor those of statements about something else', () => {
    const account = layer(
      on('a'),
      { Action: 'oss:*', ...on('b') },
      { Resource: 'acs:ecs:*:*:instance/i-2', ...on('c') },
    );
    expect(absent({ account }, { ...START, context: { a: 'y' } })).toEqual([[]]);
    expect(absent({ account: layer({}) })).toEqual([[]]);
  });

  it('stand with each layer that was asked', () => {
    const layers = {
      control: layer(on('a')),
      session: layer(on('b')),
      account: layer(),
      resourceGroup: layer(on('c')),
    };
    expect(absent(layers)).toEqual([['a'], ['b'], [], ['c']]);
    expect(absent({ ...layers, control: 'unreadable', session: 'unreadable' })).toEqual([[], ['c']]);
  });

  it('are of a trust policy those of statements that name the one who asks', () => {
    const statement = (service: string, more: object): Statement => ({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: service },
      ...more,
    });
    const Statement = [
      statement('ecs.aliyuncs.com', on('a')),
      statement('pai.aliyuncs.com', on('b')),
      statement('ecs.aliyuncs.com', { Action: 'sts:TagSession', ...on('c') }),
      statement('ecs.aliyuncs.com', { Effect: 'Deny', ...on('d') }),
    ];
    const trust = { document: { Version: '1', Statement }, who: { service: 'ecs.aliyuncs.com' }, roleAccount: '1' };
    expect(absent({ trust }, ASSUME)).toEqual([['a', 'd']]);
    expect(absent({ trust: { refused: 'trust policy' } }, ASSUME)).toEqual([[]]);
  });
});

describe('near matches of a layer', () => {
  const elsewhere = { Resource: 'acs:ecs:*:*:instance/i-2' };
  const near = (layers: Layers, request = START) =>
    explain(layers, request).layers.map(({ nearMatches }) =>
      nearMatches.map(({ effect, statement }) => [effect, statement]),
    );

  it('are what would have changed its verdict', () => {
    const mixed = (...first: Partial<Statement>[]) => layer(...first, elsewhere, { ...elsewhere, Effect: 'Deny' });
    expect(near({ account: mixed() })).toEqual([[['Allow', 0]]]);
    expect(near({ account: mixed({}) })).toEqual([[['Deny', 2]]]);
    expect(near({ account: mixed({ Effect: 'Deny' }) })).toEqual([[]]);
    expect(near({ control: mixed({}), session: mixed(), account: mixed({}), resourceGroup: 'unreadable' })).toEqual([
      [['Deny', 2]],
      [['Allow', 0]],
      [['Deny', 2]],
    ]);
  });

  it('are none of a trust policy that is not known', () => {
    expect(near({ trust: { refused: 'trust policy' } }, ASSUME)).toEqual([[]]);
  });
});
