import { describe, expect, it } from 'vitest';
import {
  type AttachedPolicy,
  administratorOnInstanceRole,
  type RoleEvidence,
} from '../../src/diagnosis/checks/administrator-on-instance-role.js';
import { runChecks } from '../../src/diagnosis/run-checks.js';
import type { PolicyDocument, Statement } from '../../src/policy/types.js';

const document = (statement: Partial<Statement>): PolicyDocument => ({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }],
});
const ADMINISTRATOR: AttachedPolicy = { type: 'System', name: 'AdministratorAccess' };

function found(attached: readonly AttachedPolicy[], services: readonly string[] = ['ecs.aliyuncs.com']) {
  const evidence: RoleEvidence = { roleName: 'Worker', services, attached };
  return runChecks([administratorOnInstanceRole], evidence).map((finding) => finding.evidence);
}

describe('administratorOnInstanceRole', () => {
  it('finds the policies that make administrators, by name or by document', () => {
    const own: AttachedPolicy = { type: 'Custom', name: 'All', document: document({}) };
    const ram: AttachedPolicy = { type: 'System', name: 'AliyunRAMFullAccess' };
    expect(found([ADMINISTRATOR, own, ram])).toEqual([
      { role: 'Worker', policy: 'system/AdministratorAccess' },
      { role: 'Worker', policy: 'custom/All' },
      { role: 'Worker', policy: 'system/AliyunRAMFullAccess' },
    ]);
  });

  it('looks at roles that instances can carry only', () => {
    expect(found([ADMINISTRATOR], ['fc.aliyuncs.com'])).toEqual([]);
    expect(found([ADMINISTRATOR], [])).toEqual([]);
    for (const service of ['pai.aliyuncs.com', 'dataworks.aliyuncs.com']) {
      expect(found([ADMINISTRATOR], ['fc.aliyuncs.com', service])).toHaveLength(1);
    }
  });

  it('leaves other policies alone', () => {
    const custom = (name: string, statement?: Partial<Statement>): AttachedPolicy => ({
      type: 'Custom',
      name,
      ...(statement && { document: document(statement) }),
    });
    expect(
      found([
        { type: 'System', name: 'AliyunOSSReadOnlyAccess' },
        custom('AdministratorAccess'),
        custom('Denied', { Effect: 'Deny' }),
        custom('OneBucket', { Resource: 'acs:oss:*:*:b' }),
        custom('Conditioned', { Condition: { Bool: { 'acs:MFAPresent': 'true' } } }),
        custom('Oss', { Action: 'oss:*' }),
      ]),
    ).toEqual([]);
  });
});
