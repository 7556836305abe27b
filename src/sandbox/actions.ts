/**
 * Which permission each action needs on which resource: the sandbox's own table, from each API's published
 * page (section "Authorization information"; cloud-api §2, §3 and §7). A test compares it with the tool's table.
 *
 * Resources are templates: `{account}` is the caller's account, `{policyAccount}` is `system` for system policies,
 * and every other name is a parameter; one that is a JSON list stands for one resource each, and `*` when left out.
 */
export interface ActionRule {
  /** Undefined: any authenticated caller may. */
  readonly action: string | undefined;
  readonly write: boolean;
  /** All of them have to be allowed. */
  readonly resources: readonly string[];
  /** The action hands the role named by this parameter to a service, which needs ram:PassRole on it. */
  readonly passRole?: { readonly parameter: string; readonly service: string };
}

const ROLE = 'acs:ram:*:{account}:role/{RoleName}';
const ROLES = 'acs:ram:*:{account}:role/*';
const POLICY = 'acs:ram:*:{policyAccount}:policy/{PolicyName}';
const CUSTOM = 'acs:ram:*:{account}:policy/{PolicyName}';
const POLICIES = 'acs:ram:*:{account}:policy/*';
const USER = 'acs:ram:*:{account}:user/{UserName}';
const USERS = 'acs:ram:*:{account}:user/*';
const GROUP = 'acs:ram:*:{account}:group/{GroupName}';
const GROUPS = 'acs:ram:*:{account}:group/*';
const INSTANCES = 'acs:ecs:{RegionId}:{account}:instance/{InstanceIds}';

const read = (action: string, ...resources: string[]): ActionRule => ({ action, write: false, resources });
const write = (action: string, ...resources: string[]): ActionRule => ({ action, write: true, resources });

export const RAM_ACTIONS = {
  CreateRole: write('ram:CreateRole', ROLES),
  GetRole: read('ram:GetRole', ROLE),
  UpdateRole: write('ram:UpdateRole', ROLE),
  ListRoles: read('ram:ListRoles', ROLES),
  DeleteRole: write('ram:DeleteRole', ROLE),
  CreatePolicy: write('ram:CreatePolicy', POLICIES),
  GetPolicy: read('ram:GetPolicy', POLICY),
  ListPolicies: read('ram:ListPolicies', POLICIES),
  DeletePolicy: write('ram:DeletePolicy', CUSTOM),
  CreatePolicyVersion: write('ram:CreatePolicyVersion', CUSTOM),
  GetPolicyVersion: read('ram:GetPolicyVersion', POLICY),
  ListPolicyVersions: read('ram:ListPolicyVersions', POLICY),
  DeletePolicyVersion: write('ram:DeletePolicyVersion', CUSTOM),
  SetDefaultPolicyVersion: write('ram:SetDefaultPolicyVersion', CUSTOM),
  AttachPolicyToRole: write('ram:AttachPolicyToRole', ROLE, POLICY),
  AttachPolicyToUser: write('ram:AttachPolicyToUser', USER, POLICY),
  AttachPolicyToGroup: write('ram:AttachPolicyToGroup', GROUP, POLICY),
  DetachPolicyFromRole: write('ram:DetachPolicyFromRole', ROLE, POLICY),
  DetachPolicyFromUser: write('ram:DetachPolicyFromUser', USER, POLICY),
  DetachPolicyFromGroup: write('ram:DetachPolicyFromGroup', GROUP, POLICY),
  ListPoliciesForRole: read('ram:ListPoliciesForRole', ROLE),
  ListPoliciesForUser: read('ram:ListPoliciesForUser', USER),
  ListPoliciesForGroup: read('ram:ListPoliciesForGroup', GROUP),
  ListEntitiesForPolicy: read('ram:ListEntitiesForPolicy', POLICY),
  GetUser: read('ram:GetUser', USER),
  ListUsers: read('ram:ListUsers', USERS),
  CreateUser: write('ram:CreateUser', USERS),
  GetGroup: read('ram:GetGroup', GROUP),
  ListGroups: read('ram:ListGroups', GROUPS),
  CreateGroup: write('ram:CreateGroup', GROUPS),
  ListGroupsForUser: read('ram:ListGroupsForUser', USER),
  ListUsersForGroup: read('ram:ListUsersForGroup', GROUP),
  AddUserToGroup: write('ram:AddUserToGroup', USER, GROUP),
  RemoveUserFromGroup: write('ram:RemoveUserFromGroup', USER, GROUP),
  CreateAccessKey: write('ram:CreateAccessKey', USER),
  ListAccessKeys: read('ram:ListAccessKeys', USER),
  UpdateAccessKey: write('ram:UpdateAccessKey', USER),
  DeleteAccessKey: write('ram:DeleteAccessKey', USER),
  TagResources: write('ram:TagResources', 'acs:ram:*:{account}:{ResourceType}/{ResourceNames}'),
  UntagResources: write('ram:UntagResources', 'acs:ram:*:{account}:{ResourceType}/{ResourceNames}'),
  ListTagResources: read('ram:ListTagResources', 'acs:ram:*:{account}:{ResourceType}/{ResourceNames}'),
} as const satisfies Record<string, ActionRule>;

export const STS_ACTIONS = {
  AssumeRole: { action: 'sts:AssumeRole', write: true, resources: ['{RoleArn}'] },
  GetCallerIdentity: { action: undefined, write: false, resources: [] },
} as const satisfies Record<string, ActionRule>;

export const ECS_ACTIONS = {
  DescribeRegions: read('ecs:DescribeRegions', '*'),
  DescribeInstances: read('ecs:DescribeInstances', INSTANCES),
  AttachInstanceRamRole: {
    ...write('ecs:AttachInstanceRamRole', INSTANCES, 'acs:ram:*:{account}:role/{RamRoleName}'),
    passRole: { parameter: 'RamRoleName', service: 'ecs.aliyuncs.com' },
  },
  DetachInstanceRamRole: write('ecs:DetachInstanceRamRole', INSTANCES),
  DescribeInstanceRamRole: read('ecs:DescribeInstanceRamRole', INSTANCES),
} as const satisfies Record<string, ActionRule>;
