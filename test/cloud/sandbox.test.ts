import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCloud } from '../../src/cloud/cloud.js';
import { staticCredential } from '../../src/cloud/credential.js';
import type { Cloud } from '../../src/cloud/ports.js';
import { parseEndpoint } from '../../src/config/endpoints.js';
import { readInstanceCredential } from '../../src/credentials/metadata.js';
import { openSandbox } from '../../src/sandbox/open.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';

const clock = { now: () => Date.now(), sleep: async () => {} };
const INSTANCE = 'i-bp1sandbox0001';
const TRUST = JSON.stringify({
  Version: '1',
  Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['ecs.aliyuncs.com'] } }],
});

let dir: string;
let sandbox: Sandbox;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ramrole-cloud-'));
  sandbox = await openSandbox({ dir, clock, pid: process.pid, lingerMs: 0 });
});

afterEach(async () => {
  await sandbox.close();
  await rm(dir, { recursive: true, force: true });
});

async function as(who?: string): Promise<Cloud> {
  const { accessKeyId = '', accessKeySecret = '', securityToken } = await sandbox.identity(who);
  const endpoint = parseEndpoint(sandbox.url, 'sandbox');
  return openCloud({
    endpoints: { ram: endpoint, ecs: endpoint, sts: endpoint },
    region: 'cn-hangzhou',
    credential: staticCredential({ accessKeyId, accessKeySecret, securityToken, source: 'sandbox' }),
    userAgent: 'ramrole/0',
    clock,
    env: {},
  });
}

describe('the adapters on the embedded cloud', () => {
  it('make a role, put it on an instance, and find it there', async () => {
    const cloud = await as();
    const ram = await cloud.ram();
    const ecs = await cloud.ecs('cn-hangzhou');
    expect((await (await cloud.sts()).getCallerIdentity()).AccountId).toBe(sandbox.accountId);
    expect(await ram.getRole('EcsReader2')).toBeUndefined();
    await ram.createRole({ RoleName: 'EcsReader2', AssumeRolePolicyDocument: TRUST, MaxSessionDuration: 7200 });
    expect(await ram.getRole('EcsReader2')).toMatchObject({
      AssumeRolePolicyDocument: TRUST,
      MaxSessionDuration: 7200,
    });
    expect((await ram.listRoles()).map(({ RoleName }) => RoleName)).toContain('EcsReader2');
    await ram.attachPolicy({ type: 'System', name: 'AliyunOSSReadOnlyAccess' }, { type: 'role', name: 'EcsReader2' });
    expect(
      (await ram.listPoliciesFor({ type: 'role', name: 'EcsReader2' }))?.map(({ PolicyName }) => PolicyName),
    ).toEqual(['AliyunOSSReadOnlyAccess']);
    expect(await ecs.listRegions()).toContain('cn-beijing');
    expect((await ecs.describeInstances([INSTANCE]))[0]).toMatchObject({
      InstanceId: INSTANCE,
      RegionId: 'cn-hangzhou',
    });
    expect((await ecs.attachInstanceRole('EcsReader2', [INSTANCE])).results).toMatchObject([{ success: true }]);
    expect(await ecs.describeInstanceRoles([INSTANCE])).toEqual(new Map([[INSTANCE, 'EcsReader2']]));
    const { metadataEndpoint = '' } = await sandbox.identity(INSTANCE);
    const read = await readInstanceCredential({ endpoint: metadataEndpoint });
    expect(read.roleName).toBe('EcsReader2');
    expect(read.credential.SecurityToken).not.toBe('');
  });

  it('say who lacked what', async () => {
    const ram = await (await as('user/bob')).ram();
    await expect(ram.createRole({ RoleName: 'X', AssumeRolePolicyDocument: TRUST })).rejects.toMatchObject({
      code: 'NoPermission',
      exitCode: 3,
      message: expect.stringMatching(/bob.* is not allowed ram:CreateRole on acs:ram:\*:\d+:role\/\*\.$/),
    });
    const cloud = await as();
    await (await cloud.ram()).createRole({ RoleName: 'Passed', AssumeRolePolicyDocument: TRUST });
    const ecs = await (await as('user/alice')).ecs('cn-hangzhou');
    await expect(ecs.attachInstanceRole('Passed', [INSTANCE])).rejects.toMatchObject({
      code: 'InvalidUser.PassRoleForbidden',
      exitCode: 3,
      message: expect.stringMatching(/alice.* is not allowed ram:PassRole on acs:ram:.*:role\/passed\.$/i),
    });
  });

  it('know a lost answer from a lost call', async () => {
    const ram = await (await as()).ram();
    await sandbox.addFault({ action: 'CreateRole', kind: 'reset-after', times: 1 });
    const lost = ram.createRole({ RoleName: 'Lost', AssumeRolePolicyDocument: TRUST });
    await expect(lost).rejects.toMatchObject({ outcomeUnknown: true, exitCode: 7 });
    expect(await ram.getRole('Lost')).toMatchObject({ RoleName: 'Lost' });
    await sandbox.addFault({ action: 'CreateRole', kind: 'throttle', times: 2 });
    await ram.createRole({ RoleName: 'Throttled', AssumeRolePolicyDocument: TRUST });
    expect(await ram.getRole('Throttled')).toMatchObject({ RoleName: 'Throttled' });
  });
});
