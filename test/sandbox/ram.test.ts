import { describe, expect, it } from 'vitest';
import { as, ECS_TRUST, failure, fresh, ram } from './sandbox-fixture.js';

const ALLOW = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'oss:GetObject', Resource: '*' }],
});

const roleNamed = (roleName: string, assumeRolePolicyDocument = ECS_TRUST) =>
  new ram.CreateRoleRequest({ roleName, assumeRolePolicyDocument });
const policyNamed = (policyName: string, policyDocument = ALLOW) =>
  new ram.CreatePolicyRequest({ policyName, policyDocument });
const onRole = (policyName: string, roleName: string, policyType = 'Custom') => ({ policyName, policyType, roleName });

describe('roles', () => {
  it('keeps the trust document to the byte, and an unset description is empty', async () => {
    const { ram: client } = await as(await fresh());
    const odd = `{ "Version":"1",\n "X-Unknown": 1e2,  "Statement":${JSON.stringify(JSON.parse(ECS_TRUST).Statement)} }`;
    await client.createRole(roleNamed('Odd.Role-1', odd));
    const { role } = (await client.getRole(new ram.GetRoleRequest({ roleName: 'odd.role-1' }))).body ?? {};
    expect(role).toMatchObject({ assumeRolePolicyDocument: odd, description: '', maxSessionDuration: 3600 });
    expect(role?.createDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('resets MaxSessionDuration when an update leaves it out, and keeps the rest', async () => {
    const { ram: client } = await as(await fresh());
    const made = { ...roleNamed('Long'), description: 'kept', maxSessionDuration: 43200 };
    await client.createRole(new ram.CreateRoleRequest(made));
    const update = new ram.UpdateRoleRequest({ roleName: 'Long', newAssumeRolePolicyDocument: `${ECS_TRUST} ` });
    const { role } = (await client.updateRole(update)).body ?? {};
    expect(role).toMatchObject({
      maxSessionDuration: 3600,
      description: 'kept',
      assumeRolePolicyDocument: `${ECS_TRUST} `,
    });
  });

  it('answers each mistake with its code', async () => {
    const sandbox = await fresh();
    const { ram: client } = await as(sandbox);
    const trusting = (principal: string) => ECS_TRUST.replace('{"Service":["ecs.aliyuncs.com"]}', principal);
    const cases: [Promise<unknown>, number, string][] = [
      [client.createRole(roleNamed('bad name')), 400, 'InvalidParameter.RoleName.InvalidChars'],
      [client.createRole(roleNamed('x'.repeat(65))), 400, 'InvalidParameter.RoleName.Length'],
      [client.createRole(roleNamed('R', '')), 400, 'InvalidParameter.AssumeRolePolicyDocument.Length'],
      [client.createRole(roleNamed('R', '{"Version":"1"')), 400, 'MalformedPolicyDocument'],
      [client.createRole(roleNamed('R', ALLOW)), 400, 'MalformedPolicyDocument'],
      [
        client.createRole(roleNamed('R', trusting(`{"RAM":["acs:ram::${sandbox.accountId}:user/ghost"]}`))),
        400,
        'MalformedPolicyDocument',
      ],
      [client.createRole(roleNamed('sandboxECSreader')), 409, 'EntityAlreadyExists.Role'],
      [client.createRole(roleNamed('AliyunServiceRoleForX')), 400, 'NotSupported.ServiceLinkedRole'],
      [client.getRole(new ram.GetRoleRequest({ roleName: 'Ghost' })), 404, 'EntityNotExist.Role'],
      [
        client.deleteRole(new ram.DeleteRoleRequest({ roleName: 'SandboxEcsReader' })),
        409,
        'DeleteConflict.Role.Policy',
      ],
      [
        client.updateRole(new ram.UpdateRoleRequest({ roleName: 'SandboxEcsReader', newMaxSessionDuration: 60 })),
        400,
        'InvalidParameter.NewMaxSessionDuration',
      ],
    ];
    for (const [call, status, code] of cases) expect(await failure(call)).toMatchObject({ status, code });
    expect((await client.listRoles(new ram.ListRolesRequest({}))).body?.roles?.role?.length).toBe(2);
  });

  it('pages by marker, and lists no trust documents', async () => {
    const { ram: client } = await as(await fresh());
    for (let n = 0; n < 5; n += 1) await client.createRole(roleNamed(`Paged${n}`));
    const names: string[] = [];
    let marker: string | undefined;
    let pages = 0;
    do {
      const request = new ram.ListRolesRequest({ maxItems: 3, ...(marker === undefined ? {} : { marker }) });
      const { body } = await client.listRoles(request);
      names.push(...(body?.roles?.role ?? []).map((role) => role.roleName ?? ''));
      expect(body?.roles?.role?.[0]).not.toHaveProperty('assumeRolePolicyDocument');
      expect(body?.isTruncated).toBe(body?.marker !== undefined);
      marker = body?.marker;
      pages += 1;
    } while (marker !== undefined);
    expect(pages).toBe(3);
    expect(new Set(names).size).toBe(7);
  });
});

describe('policies', () => {
  it('keeps five versions, rotates on request, and does not use an id twice', async () => {
    const { ram: client } = await as(await fresh());
    await client.createPolicy(policyNamed('P'));
    const next = (rotate: boolean, setAsDefault = false) => {
      const rotateStrategy = rotate ? 'DeleteOldestNonDefaultVersionWhenLimitExceeded' : 'None';
      const request = { policyName: 'P', policyDocument: ALLOW, setAsDefault, rotateStrategy };
      return client.createPolicyVersion(new ram.CreatePolicyVersionRequest(request));
    };
    for (let n = 2; n <= 5; n += 1) expect((await next(false)).body?.policyVersion?.versionId).toBe(`v${n}`);
    expect(await failure(next(false))).toMatchObject({ status: 409, code: 'LimitExceeded.Policy.Version' });
    expect((await next(true, true)).body?.policyVersion).toMatchObject({ versionId: 'v6', isDefaultVersion: true });
    const list = new ram.ListPolicyVersionsRequest({ policyName: 'p', policyType: 'Custom' });
    const { policyVersions } = (await client.listPolicyVersions(list)).body ?? {};
    expect(policyVersions?.policyVersion?.map((entry) => entry.versionId)).toEqual(['v1', 'v3', 'v4', 'v5', 'v6']);
    const del = (versionId: string) =>
      client.deletePolicyVersion(new ram.DeletePolicyVersionRequest({ policyName: 'P', versionId }));
    expect((await failure(del('v6'))).code).toBe('DeleteConflict.Policy.Version.Default');
    expect((await failure(del('v2'))).code).toBe('EntityNotExist.Policy.Version');
    expect((await failure(del('6'))).code).toBe('InvalidParameter.VersionId.Format');
    await client.setDefaultPolicyVersion(new ram.SetDefaultPolicyVersionRequest({ policyName: 'P', versionId: 'v1' }));
    await del('v6');
    expect((await next(false)).body?.policyVersion?.versionId).toBe('v7');
    await del('v7');
    expect((await next(false)).body?.policyVersion?.versionId).toBe('v8');
    const remove = (cascadingDelete: boolean) =>
      client.deletePolicy(new ram.DeletePolicyRequest({ policyName: 'P', cascadingDelete } as object));
    expect((await failure(remove(false))).code).toBe('DeleteConflict.Policy.Version');
  });

  it('serves system policies, which nobody can write', async () => {
    const { ram: client } = await as(await fresh());
    const get = (policyType: string) =>
      client.getPolicy(new ram.GetPolicyRequest({ policyName: 'administratoraccess', policyType }));
    const { policy, defaultPolicyVersion } = (await get('System')).body ?? {};
    expect(policy).toMatchObject({ policyName: 'AdministratorAccess', policyType: 'System', attachmentCount: 1 });
    expect(JSON.parse(defaultPolicyVersion?.policyDocument ?? '').Version).toBe('1');
    expect((await failure(get('Custom'))).code).toBe('EntityNotExist.Policy');
    expect((await failure(get('system'))).code).toBe('InvalidParameter.PolicyType');
    const version = { policyName: 'AdministratorAccess', policyDocument: ALLOW };
    const write = client.createPolicyVersion(new ram.CreatePolicyVersionRequest(version));
    expect((await failure(write)).code).toBe('EntityNotExist.Policy');
  });

  it('takes 6,144 characters in the URL and not one more', async () => {
    const { ram: client } = await as(await fresh());
    const sized = (size: number) => {
      const resource = (n: number) =>
        JSON.stringify({
          Version: '1',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: `acs:oss:*:*:${'%'.repeat(n)}` }],
        });
      return resource(size - resource(0).length);
    };
    expect((await client.createPolicy(policyNamed('Big', sized(6144)))).statusCode).toBe(200);
    expect((await failure(client.createPolicy(policyNamed('Huge', sized(6145))))).code).toBe(
      'InvalidParameter.PolicyDocument.Length',
    );
  });
});

describe('attachments', () => {
  it('attaches once, lists from both sides, and detaches once', async () => {
    const { ram: client } = await as(await fresh());
    await client.createPolicy(policyNamed('P'));
    const attach = () => client.attachPolicyToRole(new ram.AttachPolicyToRoleRequest(onRole('p', 'sandboxecsreader')));
    const detach = () =>
      client.detachPolicyFromRole(new ram.DetachPolicyFromRoleRequest(onRole('P', 'SandboxEcsReader')));
    await attach();
    expect(await failure(attach())).toMatchObject({ status: 409, code: 'EntityAlreadyExists.Role.Policy' });
    const ofRole = new ram.ListPoliciesForRoleRequest({ roleName: 'SandboxEcsReader' });
    const { policies } = (await client.listPoliciesForRole(ofRole)).body ?? {};
    expect(policies?.policy?.map((entry) => entry.policyName)).toEqual(['SandboxBucketReader', 'P']);
    const entities = new ram.ListEntitiesForPolicyRequest({ policyName: 'P', policyType: 'Custom' });
    expect((await client.listEntitiesForPolicy(entities)).body?.roles?.role?.[0]?.roleName).toBe('SandboxEcsReader');
    const remove = () => client.deletePolicy(new ram.DeletePolicyRequest({ policyName: 'P' }));
    expect((await failure(remove())).code).toBe('DeleteConflict.Policy.Role');
    await detach();
    expect(await failure(detach())).toMatchObject({ status: 404, code: 'EntityNotExist.Role.Policy' });
    await remove();
    expect((await failure(attach())).code).toBe('EntityNotExist.Policy');
  });

  it('allows ten custom policies on a role, or five under the other guess', async () => {
    for (const customPoliciesPerRole of ['10', '5'] as const) {
      const { ram: client } = await as(await fresh({ guesses: { customPoliciesPerRole } }));
      let attached = 1;
      let code = '';
      for (let n = 0; code === '' && n < 12; n += 1) {
        await client.createPolicy(policyNamed(`P${n}`));
        const request = new ram.AttachPolicyToRoleRequest(onRole(`P${n}`, 'SandboxEcsReader'));
        await client.attachPolicyToRole(request).then(
          () => (attached += 1),
          (error: { code: string }) => (code = error.code),
        );
      }
      expect([attached, code]).toEqual([Number(customPoliciesPerRole), 'LimitExceeded.Role.Policy']);
    }
  });
});
