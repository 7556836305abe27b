/** One thing that RAM checks for a call. `{…}` stands for a parameter; `{account}` and `{region}` for the caller's. */
export interface NeededAccess {
  readonly action: string;
  readonly resource: string;
}

export interface ApiAction {
  readonly product: 'RAM' | 'ECS' | 'STS';
  readonly write: boolean;
  readonly needs: readonly NeededAccess[];
}

const ROLE = 'acs:ram:*:{account}:role/{RoleName}';
const USER = 'acs:ram:*:{account}:user/{UserName}';
const GROUP = 'acs:ram:*:{account}:group/{GroupName}';
/** `{policyOwner}` is `system` for a system policy and the account for a custom one. */
const POLICY = 'acs:ram:*:{policyOwner}:policy/{PolicyName}';
const OWN_POLICY = 'acs:ram:*:{account}:policy/{PolicyName}';
const INSTANCE = 'acs:ecs:{region}:{account}:instance/{InstanceId}';
const PASSED_ROLE = 'acs:ram:*:{account}:role/{RamRoleName}';

/**
 * Every API action that the adapters call, with what RAM checks for it. Sources: "RAM authentication rules"
 * (https://www.alibabacloud.com/help/doc-detail/102666.htm) for ram; the authorization tables of
 * https://help.aliyun.com/document_detail/54244.html (attach: instance, role, and ram:PassRole) and
 * https://help.aliyun.com/document_detail/54243.html (describe) for ecs. GetCallerIdentity needs no permission.
 */
export const API_ACTIONS = {
  GetRole: ram('read', ROLE),
  ListRoles: ram('read', 'acs:ram:*:{account}:role/*'),
  CreateRole: ram('write', 'acs:ram:*:{account}:role/*'),
  UpdateRole: ram('write', ROLE),
  GetPolicy: ram('read', POLICY),
  ListPolicies: ram('read', 'acs:ram:*:{account}:policy/*'),
  ListPolicyVersions: ram('read', POLICY),
  ListEntitiesForPolicy: ram('read', POLICY),
  CreatePolicy: ram('write', 'acs:ram:*:{account}:policy/*'),
  CreatePolicyVersion: ram('write', OWN_POLICY),
  ListPoliciesForRole: ram('read', ROLE),
  ListPoliciesForUser: ram('read', USER),
  ListPoliciesForGroup: ram('read', GROUP),
  AttachPolicyToRole: ram('write', ROLE, POLICY),
  AttachPolicyToUser: ram('write', USER, POLICY),
  AttachPolicyToGroup: ram('write', GROUP, POLICY),
  ListGroupsForUser: ram('read', USER),
  GetUser: ram('read', USER),
  GetGroup: ram('read', GROUP),
  ListUsers: ram('read', 'acs:ram:*:{account}:user/*'),
  ListGroups: ram('read', 'acs:ram:*:{account}:group/*'),
  DescribeRegions: ecs('read', '*'),
  DescribeInstances: ecs('read', 'acs:ecs:{region}:{account}:instance/*'),
  DescribeInstanceRamRole: ecs('read', INSTANCE),
  AttachInstanceRamRole: ecs('write', INSTANCE, PASSED_ROLE),
  GetCallerIdentity: () => ({ product: 'STS', write: false, needs: [] }),
} as const satisfies Record<string, (name: string) => ApiAction>;

export type ApiActionName = keyof typeof API_ACTIONS;

/** What one API action is and needs. */
export function apiAction(name: ApiActionName): ApiAction {
  const action: ApiAction = API_ACTIONS[name](name);
  if (name !== 'AttachInstanceRamRole') return action;
  return { ...action, needs: [...action.needs, { action: 'ram:PassRole', resource: PASSED_ROLE }] };
}

/** A resource with the parameters of one call put in; what is not known is `*`. */
export function fillResource(resource: string, values: Readonly<Record<string, string>>): string {
  return resource.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '*');
}

function ram(mode: 'read' | 'write', ...resources: string[]) {
  return (name: string): ApiAction => ({
    product: 'RAM',
    write: mode === 'write',
    needs: resources.map((resource) => ({ action: `ram:${name}`, resource })),
  });
}

function ecs(mode: 'read' | 'write', ...resources: string[]) {
  return (name: string): ApiAction => ({
    product: 'ECS',
    write: mode === 'write',
    needs: resources.map((resource) => ({ action: `ecs:${name}`, resource })),
  });
}
