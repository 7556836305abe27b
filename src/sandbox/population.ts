import type { PolicyType } from '../model/policy.js';
import type { Principal } from '../model/principal.js';
import { serviceTrust } from '../policy/build/service-trust.js';
import { entityId, isoDate } from './ids.js';
import { DEFAULT_INSTANCES } from './population-instances.js';
import { newAccessKey } from './services/ram/access-keys.js';
import type { InstanceRecord } from './state/records.js';
import { attachmentKey, fold, membershipKey, type State } from './state/state.js';

/** The account of every sandbox, so that documents can print it. */
export const ACCOUNT_ID = '1234567890123456';
export const ADMINISTRATOR = 'admin';
const REGIONS = ['cn-hangzhou', 'cn-beijing'] as const;

const USERS = {
  admin: 'Administrator',
  alice: 'Alice, who runs instances but may not pass roles',
  bob: 'Bob, who may do nothing yet',
} as const;

const GROUPS = { developers: ['alice'], operators: ['bob'] } as const;

const BUCKET_READER = {
  Version: '1',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['oss:GetObject', 'oss:ListObjects'],
      Resource: ['acs:oss:*:*:sandbox-data', 'acs:oss:*:*:sandbox-data/*'],
    },
  ],
};

const ATTACHMENTS: readonly (readonly [PolicyType, string, Principal['type'], string])[] = [
  ['System', 'AdministratorAccess', 'user', 'admin'],
  ['System', 'AliyunECSFullAccess', 'user', 'alice'],
  ['System', 'AliyunRAMReadOnlyAccess', 'user', 'alice'],
  ['Custom', 'SandboxBucketReader', 'role', 'SandboxEcsReader'],
];

/** Fills an empty state with the account that a new sandbox shows. AccessKeys are made at random. */
export function populate(state: State, now: number): void {
  const date = isoDate(now);
  state.setOwner({ AccountId: ACCOUNT_ID, Regions: REGIONS, TimeOffset: 0 });
  newAccessKey(state, undefined, now);
  for (const [UserName, Comments] of Object.entries(USERS)) {
    const DisplayName = UserName[0]?.toUpperCase() + UserName.slice(1);
    const dates = { CreateDate: date, UpdateDate: date };
    state.users.put(fold(UserName), { UserName, UserId: entityId(), DisplayName, Comments, ...dates });
    newAccessKey(state, UserName, now);
  }
  for (const [GroupName, members] of Object.entries(GROUPS)) {
    const dates = { CreateDate: date, UpdateDate: date };
    state.groups.put(fold(GroupName), { GroupName, GroupId: `g-${entityId()}`, Comments: '', ...dates });
    for (const UserName of members) {
      state.memberships.put(membershipKey(UserName, GroupName), { UserName, GroupName, JoinDate: date });
    }
  }
  putRole(state, 'SandboxEcsReader', 'Reads the bucket sandbox-data', 'ecs.aliyuncs.com', date);
  putRole(state, 'AliyunServiceRoleForECSArchive', 'Belongs to ECS', 'archive.ecs.aliyuncs.com', date);
  putPolicy(state, date);
  for (const [PolicyType, PolicyName, type, name] of ATTACHMENTS) {
    const key = attachmentKey({ type: PolicyType, name: PolicyName }, { type, name });
    state.attachments.put(key, { PolicyType, PolicyName, Principal: { type, name }, AttachDate: date });
  }
  for (const instance of DEFAULT_INSTANCES) putInstance(state, { ...instance, CreationTime: date });
}

/** Adds an instance at the end of its region's list. */
export function putInstance(state: State, instance: Omit<InstanceRecord, 'Seq'>): void {
  state.instances.put(instance.InstanceId, { ...instance, Seq: state.instancesOfRegion.nextSeq() });
}

function putRole(state: State, RoleName: string, Description: string, service: string, date: string): void {
  state.roles.put(fold(RoleName), {
    RoleName,
    RoleId: entityId(),
    AssumeRolePolicyDocument: serviceTrust([service]),
    Description,
    MaxSessionDuration: 3600,
    CreateDate: date,
    UpdateDate: date,
    Tags: {},
  });
}

function putPolicy(state: State, date: string): void {
  const PolicyDocument = JSON.stringify(BUCKET_READER, null, 2);
  state.policies.put(fold('SandboxBucketReader'), {
    PolicyName: 'SandboxBucketReader',
    PolicyType: 'Custom',
    Description: 'Reads the bucket sandbox-data',
    DefaultVersion: 'v1',
    CreateDate: date,
    UpdateDate: date,
    Versions: [{ VersionId: 'v1', CreateDate: date, PolicyDocument }],
    NextVersion: 2,
    Tags: {},
  });
}
