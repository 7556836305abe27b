import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { ossReadOnlyPolicy, paiDefaultRolePolicy } from '../../../src/policy/build/bucket.js';
import { passRoleResource, passRoleStatement } from '../../../src/policy/build/pass-role.js';
import { serviceActionPolicy } from '../../../src/policy/build/service-action.js';
import { serviceTrust } from '../../../src/policy/build/service-trust.js';
import { passRoleRequest } from '../../../src/policy/evaluate/pass-role-request.js';
import { parsePolicy } from '../../../src/policy/parse/parse.js';

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

describe('serviceActionPolicy', () => {
  const seed =
    '{"Statement":[{"Action":"ecs:CreateInstance","Resource":"*","Effect":"Allow"},{"Effect":"Allow","Action":"ram:PassRole","Resource":"*"}],"Version":"1"}';

  it('is the document of the ECS seed with its placeholder replaced', () => {
    const text = serviceActionPolicy(['ecs:CreateInstance'], passRoleStatement('*', undefined));
    expect(JSON.stringify(JSON.parse(text))).toBe(seed);
    expect(parsePolicy(text, 'identity').problems).toEqual([]);
  });

  it('takes several actions and a narrower grant', () => {
    const grant = passRoleStatement(passRoleResource('1234', 'X'), ['ecs.aliyuncs.com']);
    expect(JSON.parse(serviceActionPolicy(['ecs:CreateInstance', 'ecs:RunInstances'], grant)).Statement).toEqual([
      { Action: ['ecs:CreateInstance', 'ecs:RunInstances'], Resource: '*', Effect: 'Allow' },
      grant,
    ]);
  });

  it.each([[[]], [['[ECS RAM Action]']], [['ecs:*', 'RunInstances']], [['*']], [['ecs:']], [['ecs:Run Instances']]])(
    'refuses %j',
    (actions) => {
      expect(() => serviceActionPolicy(actions, passRoleStatement('*', undefined))).toThrow(UsageError);
    },
  );
});

describe('paiDefaultRolePolicy', () => {
  it('is the document of the DSW seed for a bucket', () => {
    const text = paiDefaultRolePolicy('examplebucket');
    expect(JSON.parse(text)).toEqual({
      Version: '1',
      Statement: [
        {
          Action: [
            'oss:GetObject',
            'oss:PutObject',
            'oss:DeleteObject',
            'oss:ListParts',
            'oss:AbortMultipartUpload',
            'oss:ListObjects',
            'oss:ListBuckets',
            'oss:PutBucketCors',
            'oss:GetBucketCors',
            'oss:DeleteBucketCors',
            'oss:GetBucketInfo',
          ],
          Resource: ['acs:oss:*:*:examplebucket', 'acs:oss:*:*:examplebucket/*'],
          Effect: 'Allow',
        },
        { Effect: 'Allow', Action: ['odps:ActOnBehalfOfAnotherUser'], Resource: 'acs:odps:*:*:users/*' },
        { Effect: 'Allow', Action: ['pai:AssumeUser'], Resource: 'acs:pai:*:*:users/*' },
      ],
    });
    expect(parsePolicy(text, 'identity').problems).toEqual([]);
  });
});

describe('ossReadOnlyPolicy', () => {
  it('is the document of the ECS seed', () => {
    expect(JSON.stringify(JSON.parse(ossReadOnlyPolicy()))).toBe(
      '{"Statement":[{"Action":["oss:Get*","oss:List*"],"Effect":"Allow","Resource":"*"}],"Version":"1"}',
    );
  });

  it('can be for one bucket', () => {
    const text = ossReadOnlyPolicy('a-1');
    expect(JSON.parse(text).Statement[0].Resource).toEqual(['acs:oss:*:*:a-1', 'acs:oss:*:*:a-1/*']);
    expect(parsePolicy(text, 'identity').problems).toEqual([]);
  });

  it.each([`\${bucketName}`, 'ab', 'A-b', '-abc', 'abc-', 'a_b', 'a/b', `a${'b'.repeat(63)}`, ''])(
    'refuses %j',
    (name) => {
      expect(() => ossReadOnlyPolicy(name)).toThrow(UsageError);
      expect(() => paiDefaultRolePolicy(name)).toThrow(UsageError);
    },
  );

  it.each(['abc', `a${'b'.repeat(61)}c`, '1-2'])('takes %j', (name) => {
    expect(ossReadOnlyPolicy(name)).toContain(`"acs:oss:*:*:${name}/*"`);
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
