import { ACCOUNT_ID } from '../../src/sandbox/population.js';

const TRUST = JSON.stringify({
  Statement: [
    {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { RAM: [`acs:ram::${ACCOUNT_ID}:root`], Service: ['ecs.aliyuncs.com'] },
    },
  ],
  Version: '1',
});
const DOCUMENT = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: '*' }] });

const R = { RoleName: 'R' };
const P = { PolicyName: 'P', PolicyType: 'Custom' };
const U = { UserName: 'carol' };
const G = { GroupName: 'testers' };
const TAG = JSON.stringify([{ Key: 'k', Value: 'v' }]);
const TAGGED = { ResourceType: 'role', ResourceNames: '["R"]' };
const HERE = { RegionId: 'cn-hangzhou', InstanceIds: '["i-bp1sandbox0001"]' };

/** One call of every action with all parameters that are looked at, in an order in which each succeeds. */
export const SAMPLES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['sts/GetCallerIdentity', {}],
  ['ram/CreateRole', { ...R, AssumeRolePolicyDocument: TRUST, Description: 'd', MaxSessionDuration: '3600', Tag: TAG }],
  ['ram/GetRole', R],
  ['ram/UpdateRole', { ...R, NewAssumeRolePolicyDocument: TRUST, NewDescription: 'e', NewMaxSessionDuration: '7200' }],
  ['ram/ListRoles', { MaxItems: '1' }],
  ['ram/TagResources', { ...TAGGED, Tag: TAG }],
  ['ram/ListTagResources', { ...TAGGED, Tag: TAG }],
  ['ram/UntagResources', { ...TAGGED, TagKeys: '["k"]', All: 'false' }],
  ['ram/CreatePolicy', { PolicyName: 'P', PolicyDocument: DOCUMENT, Description: 'd', Tag: TAG }],
  ['ram/GetPolicy', P],
  ['ram/ListPolicies', { PolicyType: 'Custom', MaxItems: '10' }],
  [
    'ram/CreatePolicyVersion',
    { PolicyName: 'P', PolicyDocument: DOCUMENT, SetAsDefault: 'true', RotateStrategy: 'None' },
  ],
  ['ram/GetPolicyVersion', { ...P, VersionId: 'v1' }],
  ['ram/ListPolicyVersions', P],
  ['ram/SetDefaultPolicyVersion', { PolicyName: 'P', VersionId: 'v1' }],
  ['ram/DeletePolicyVersion', { PolicyName: 'P', VersionId: 'v2' }],
  ['ram/CreateUser', { ...U, DisplayName: 'Carol', Comments: 'c' }],
  ['ram/GetUser', U],
  ['ram/ListUsers', { MaxItems: '2' }],
  ['ram/CreateGroup', { ...G, Comments: 'c' }],
  ['ram/GetGroup', G],
  ['ram/ListGroups', {}],
  ['ram/AddUserToGroup', { ...U, ...G }],
  ['ram/ListGroupsForUser', U],
  ['ram/ListUsersForGroup', { ...G, MaxItems: '1' }],
  ['ram/AttachPolicyToRole', { ...P, ...R }],
  ['ram/AttachPolicyToUser', { ...P, ...U }],
  ['ram/AttachPolicyToGroup', { ...P, ...G }],
  ['ram/ListPoliciesForRole', R],
  ['ram/ListPoliciesForUser', U],
  ['ram/ListPoliciesForGroup', G],
  ['ram/ListEntitiesForPolicy', P],
  ['ram/DetachPolicyFromRole', { ...P, ...R }],
  ['ram/DetachPolicyFromUser', { ...P, ...U }],
  ['ram/DetachPolicyFromGroup', { ...P, ...G }],
  ['ram/RemoveUserFromGroup', { ...U, ...G }],
  ['ram/CreateAccessKey', U],
  ['ram/ListAccessKeys', U],
  ['ram/UpdateAccessKey', { UserName: 'sample', UserAccessKeyId: 'sample', Status: 'Inactive' }],
  ['ram/DeleteAccessKey', { UserName: 'sample', UserAccessKeyId: 'sample' }],
  ['ram/DeletePolicy', { PolicyName: 'P', CascadingDelete: 'true' }],
  [
    'sts/AssumeRole',
    { RoleArn: `acs:ram::${ACCOUNT_ID}:role/R`, RoleSessionName: 'job', DurationSeconds: '900', Policy: DOCUMENT },
  ],
  ['ecs/DescribeRegions', {}],
  ['ecs/DescribeInstances', { ...HERE, AdditionalAttributes: '["META_OPTIONS"]', Status: 'Running' }],
  ['ecs/DescribeInstances', { RegionId: 'cn-hangzhou', MaxResults: '10' }],
  ['ecs/DescribeInstances', { RegionId: 'cn-hangzhou', PageNumber: '1', PageSize: '10' }],
  ['ecs/AttachInstanceRamRole', { ...HERE, RamRoleName: 'R', Policy: DOCUMENT }],
  ['ecs/DescribeInstanceRamRole', { ...HERE, RamRoleName: 'R', PageNumber: '1', PageSize: '10' }],
  ['ecs/DetachInstanceRamRole', { ...HERE, RamRoleName: 'R' }],
  ['ram/DeleteRole', R],
];
