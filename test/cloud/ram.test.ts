import { afterEach, describe, expect, it } from 'vitest';
import { openScripted, type Scripted } from './open-scripted.js';
import { apiError, type Script } from './scripted-server.js';

const DOCUMENT = '{\n  "Version": "1", "Statement": [{"x":"100% 中文 é + &="}]\n}';

const ROLE = {
  RoleName: 'EcsReader',
  RoleId: '1',
  Arn: 'acs:ram::1:role/ecsreader',
  Description: 'd',
  MaxSessionDuration: 43200,
  CreateDate: '2026-01-01T00:00:00Z',
  UpdateDate: '2026-01-02T00:00:00Z',
};

let opened: Scripted | undefined;
afterEach(async () => {
  await opened?.server.close();
});

async function ram(script: Script) {
  opened = await openScripted(script);
  return { port: await opened.cloud.ram(), seen: opened.server.seen };
}

describe('roles', () => {
  it('returns the trust policy byte for byte', async () => {
    const { port } = await ram({
      GetRole: { body: { RequestId: 'r', Role: { ...ROLE, AssumeRolePolicyDocument: DOCUMENT } } },
    });
    expect(await port.getRole('EcsReader')).toEqual({ ...ROLE, AssumeRolePolicyDocument: DOCUMENT });
  });

  it('answers undefined for a role that does not exist, and throws any other 404', async () => {
    const { port } = await ram({
      GetRole: [
        apiError(404, 'EntityNotExist.Role', 'The role does not exist.'),
        apiError(404, 'EntityNotExist.User', 'x'),
      ],
    });
    expect(await port.getRole('Nope')).toBeUndefined();
    await expect(port.getRole('Nope')).rejects.toMatchObject({ code: 'EntityNotExist.User', exitCode: 4 });
  });

  it('pages through the list', async () => {
    const page = (name: string, more: object) => ({
      body: { RequestId: 'r', Roles: { Role: [{ ...ROLE, RoleName: name }] }, ...more },
    });
    const { port, seen } = await ram({
      ListRoles: [page('A', { IsTruncated: true, Marker: 'm1' }), page('B', { IsTruncated: false })],
    });
    expect((await port.listRoles()).map((role) => role.RoleName)).toEqual(['A', 'B']);
    expect(seen.map(({ query }) => [query['Marker'], query['MaxItems']])).toEqual([
      [undefined, '1000'],
      ['m1', '1000'],
    ]);
  });

  it('sends the API parameters by their published names', async () => {
    const { port, seen } = await ram({
      CreateRole: { body: { RequestId: 'REQ-C', Role: ROLE } },
      UpdateRole: { body: { RequestId: 'REQ-U', Role: ROLE } },
    });
    const role = {
      RoleName: 'EcsReader',
      AssumeRolePolicyDocument: DOCUMENT,
      Description: 'd',
      MaxSessionDuration: 7200,
    };
    expect(await port.createRole(role)).toEqual({ requestId: 'REQ-C' });
    await port.updateRole({
      RoleName: 'EcsReader',
      NewAssumeRolePolicyDocument: DOCUMENT,
      NewMaxSessionDuration: 43200,
    });
    expect(seen[0]?.query).toEqual({ ...role, MaxSessionDuration: '7200' });
    expect(seen[1]?.query).toEqual({
      RoleName: 'EcsReader',
      NewAssumeRolePolicyDocument: DOCUMENT,
      NewMaxSessionDuration: '43200',
    });
    expect(seen[0]?.headers['x-acs-version']).toBe('2015-05-01');
    expect(seen[0]?.headers['user-agent']).toContain('ramrole/0 (run test)');
  });
});

describe('policies', () => {
  const policy = { PolicyName: 'P', PolicyType: 'Custom', Description: '', DefaultVersion: 'v2' };

  it('reads a policy with its default document', async () => {
    const body = {
      RequestId: 'r',
      Policy: policy,
      DefaultPolicyVersion: { VersionId: 'v2', PolicyDocument: DOCUMENT },
    };
    const { port, seen } = await ram({ GetPolicy: [{ body }, apiError(404, 'EntityNotExist.Policy', 'x')] });
    expect(await port.getPolicy({ type: 'Custom', name: 'P' })).toEqual({ ...policy, PolicyDocument: DOCUMENT });
    expect(await port.getPolicy({ type: 'System', name: 'Q' })).toBeUndefined();
    expect(seen.map(({ query }) => query)).toEqual([
      { PolicyName: 'P', PolicyType: 'Custom' },
      { PolicyName: 'Q', PolicyType: 'System' },
    ]);
  });

  it('lists policies of one type or of all, and versions', async () => {
    const { port, seen } = await ram({
      ListPolicies: { body: { RequestId: 'r', IsTruncated: false, Policies: { Policy: [policy] } } },
      ListPolicyVersions: {
        body: {
          RequestId: 'r',
          PolicyVersions: { PolicyVersion: [{ VersionId: 'v1', IsDefaultVersion: true, CreateDate: 'c' }] },
        },
      },
    });
    expect(await port.listPolicies()).toEqual([policy]);
    await port.listPolicies('System');
    expect(seen.map(({ query }) => query['PolicyType'])).toEqual([undefined, 'System']);
    expect(await port.listPolicyVersions({ type: 'Custom', name: 'P' })).toEqual([
      { VersionId: 'v1', IsDefaultVersion: true, CreateDate: 'c', PolicyDocument: undefined },
    ]);
  });

  it('lists the roles that a policy is attached to', async () => {
    const { port, seen } = await ram({
      ListEntitiesForPolicy: {
        body: { RequestId: 'r', Roles: { Role: [{ RoleName: 'A' }, { RoleName: 'B' }] }, Users: { User: [] } },
      },
    });
    expect(await port.listRolesWithPolicy({ type: 'System', name: 'AdministratorAccess' })).toEqual(['A', 'B']);
    expect(seen.map(({ query }) => query)).toEqual([{ PolicyName: 'AdministratorAccess', PolicyType: 'System' }]);
  });

  it('lists the groups of a user, none for one that does not exist', async () => {
    const { port } = await ram({
      ListGroupsForUser: { body: { RequestId: 'r', Groups: { Group: [{ GroupName: 'developers' }] } } },
    });
    expect(await port.listGroupsForUser('alice')).toEqual(['developers']);
    const gone = { Code: 'EntityNotExist.User', Message: 'The user does not exist.', RequestId: 'r' };
    const other = await ram({ ListGroupsForUser: { status: 404, body: gone } });
    expect(await other.port.listGroupsForUser('nobody')).toEqual([]);
  });

  it('makes a new version the default and lets the oldest go', async () => {
    const { port, seen } = await ram({
      CreatePolicy: { body: { RequestId: 'r', Policy: policy } },
      CreatePolicyVersion: { body: { RequestId: 'r', PolicyVersion: { VersionId: 'v2' } } },
    });
    await port.createPolicy('P', DOCUMENT, 'why');
    await port.createDefaultPolicyVersion('P', DOCUMENT);
    expect(seen.map(({ query }) => query)).toEqual([
      { PolicyName: 'P', PolicyDocument: DOCUMENT, Description: 'why' },
      {
        PolicyName: 'P',
        PolicyDocument: DOCUMENT,
        SetAsDefault: 'true',
        RotateStrategy: 'DeleteOldestNonDefaultVersionWhenLimitExceeded',
      },
    ]);
  });

  it('carries a document of 6,144 characters in the URL', async () => {
    const { port, seen } = await ram({ CreatePolicy: { body: { RequestId: 'r', Policy: policy } } });
    const long = '"'.repeat(6144);
    await port.createPolicy('P', long);
    expect(seen[0]?.query['PolicyDocument']).toBe(long);
  });
});

describe('principals', () => {
  const cases = [
    ['user', 'User', 'Users'],
    ['group', 'Group', 'Groups'],
    ['role', 'Role', 'Roles'],
  ] as const;

  it.each(cases)('%s: policies, attach, existence, names', async (type, Type, Types) => {
    const attached = { PolicyName: 'P', PolicyType: 'System', Description: '', DefaultVersion: 'v1' };
    const { port, seen } = await ram({
      [`ListPoliciesFor${Type}`]: [
        { body: { RequestId: 'r', Policies: { Policy: [attached] } } },
        apiError(404, `EntityNotExist.${Type}`, 'x'),
      ],
      [`AttachPolicyTo${Type}`]: { body: { RequestId: 'REQ-A' } },
      [`Get${Type}`]: [
        { body: { RequestId: 'r', [Type]: { [`${Type}Name`]: 'N' } } },
        apiError(404, `EntityNotExist.${Type}`, 'x'),
      ],
      [`List${Types}`]: {
        body: { RequestId: 'r', IsTruncated: false, [Types]: { [Type]: [{ [`${Type}Name`]: 'N' }] } },
      },
    });
    const principal = { type, name: 'N' };
    expect(await port.listPoliciesFor(principal)).toEqual([attached]);
    expect(await port.listPoliciesFor(principal)).toBeUndefined();
    expect(await port.attachPolicy({ type: 'System', name: 'P' }, principal)).toEqual({ requestId: 'REQ-A' });
    expect(seen.at(-1)?.query).toEqual({ PolicyName: 'P', PolicyType: 'System', [`${Type}Name`]: 'N' });
    expect(await port.principalExists(principal)).toBe(true);
    expect(await port.principalExists(principal)).toBe(false);
    expect(await port.listPrincipalNames(type)).toEqual(['N']);
  });
});
