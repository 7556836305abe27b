import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { passRoleResource, passRoleStatement, serviceTrust } from '../../src/policy/build.js';
import { passRoleRequest } from '../../src/policy/evaluate/pass-role-request.js';
import { parsePolicy } from '../../src/policy/parse/parse.js';

describe('serviceTrust', () => {
  it('prints the keys in the order of the ECS seed (EcsRamRoleTest)', () => {
    const text = serviceTrust(['ecs.aliyuncs.com', 'ecs.aliyuncs.com']);
    expect(JSON.stringify(JSON.parse(text))).toBe(
      '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":["ecs.aliyuncs.com"]}}],"Version":"1"}',
    );
    expect(text).toContain('\n  "Statement": [\n');
    expect(parsePolicy(text, 'trust').problems).toEqual([]);
  });
});

describe('passRoleStatement', () => {
  it('is the statement of the DSW seed without services', () => {
    expect(passRoleStatement(passRoleResource('1234', 'EcsReader'), undefined)).toEqual({
      Effect: 'Allow',
      Action: 'ram:PassRole',
      Resource: 'acs:ram:*:1234:role/EcsReader',
    });
  });

  it('is conditioned on acs:Service with services', () => {
    const statement = passRoleStatement('acs:ram:*:1234:role/X', ['ecs.aliyuncs.com', 'ecs.aliyuncs.com']);
    expect(statement.Condition).toEqual({ StringEquals: { 'acs:Service': ['ecs.aliyuncs.com'] } });
  });

  it('refuses an empty list of services', () => {
    expect(() => passRoleStatement('acs:ram:*:1234:role/X', [])).toThrow(UsageError);
  });
});

describe('passRoleRequest', () => {
  it('carries acs:Service for a service with a published example, and by guess for others', () => {
    const service = 'pai.aliyuncs.com';
    expect(passRoleRequest('1234', 'X', 'ecs.aliyuncs.com')).toEqual({
      action: 'ram:PassRole',
      resource: 'acs:ram::1234:role/x',
      context: { 'acs:Service': 'ecs.aliyuncs.com' },
    });
    expect(passRoleRequest('1234', 'X', service).context).toEqual({});
  });
});
