import type { PolicyRef, PolicyType } from '../model/policy.js';
import type { Principal } from '../model/principal.js';
import type { Role, RoleSummary } from '../model/role.js';

/** What the tool needs of each product. Adapters on the official SDKs implement these; commands and plans see no more. */

/** A write call's answer. Failures are thrown as CloudError. */
export interface Written {
  readonly requestId: string;
}

export interface PolicySummary {
  readonly PolicyName: string;
  readonly PolicyType: PolicyType;
  readonly Description: string;
  readonly DefaultVersion: string;
}

export interface PolicyVersion {
  readonly VersionId: string;
  readonly IsDefaultVersion: boolean;
  readonly CreateDate: string;
  /** Text of the document; the listing of versions may leave it out. */
  readonly PolicyDocument?: string | undefined;
}

/** GetPolicy: the policy with its default version's document. */
export interface PolicyWithDocument extends PolicySummary {
  readonly PolicyDocument: string;
}

export interface NewRole {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: string;
  readonly Description?: string | undefined;
  /** Seconds. */
  readonly MaxSessionDuration?: number | undefined;
}

/** UpdateRole resets MaxSessionDuration to 3600 when it is left out (published): it is not optional here. */
export interface RoleUpdate {
  readonly RoleName: string;
  readonly NewAssumeRolePolicyDocument?: string | undefined;
  readonly NewDescription?: string | undefined;
  readonly NewMaxSessionDuration: number;
}

/** RAM 2015-05-01. A `get` of what does not exist answers undefined; lists page through to the end. */
export interface RamPort {
  getRole(roleName: string): Promise<Role | undefined>;
  listRoles(): Promise<RoleSummary[]>;
  createRole(role: NewRole): Promise<Written>;
  updateRole(update: RoleUpdate): Promise<Written>;

  getPolicy(ref: PolicyRef): Promise<PolicyWithDocument | undefined>;
  listPolicies(type?: PolicyType): Promise<PolicySummary[]>;
  listPolicyVersions(ref: PolicyRef): Promise<PolicyVersion[]>;
  createPolicy(policyName: string, document: string, description?: string): Promise<Written>;
  /** Makes the new version the default one and lets the oldest non-default version go when five exist. */
  createDefaultPolicyVersion(policyName: string, document: string): Promise<Written>;

  /** Names of the roles that a policy is attached to (ListEntitiesForPolicy). */
  listRolesWithPolicy(ref: PolicyRef): Promise<string[]>;
  /** The account-level policies attached to a principal; undefined when the principal does not exist. Not paginated. */
  listPoliciesFor(principal: Principal): Promise<PolicySummary[] | undefined>;
  /** Names of the groups that a user is in; none when the user does not exist. */
  listGroupsForUser(userName: string): Promise<string[]>;
  attachPolicy(ref: PolicyRef, principal: Principal): Promise<Written>;

  principalExists(principal: Principal): Promise<boolean>;
  /** Names of all principals of a type, for offering the nearest ones. */
  listPrincipalNames(type: Principal['type']): Promise<string[]>;
}

/** One ECS instance as DescribeInstances answers, in the API's field names. */
export interface EcsInstance {
  readonly InstanceId: string;
  readonly InstanceName: string;
  readonly RegionId: string;
  readonly ZoneId: string;
  readonly Status: string;
  readonly InstanceType: string;
  readonly InstanceNetworkType: 'vpc' | 'classic';
  readonly VpcId: string;
  readonly CreationTime: string;
  readonly Tags: Readonly<Record<string, string>>;
}

/** One instance's outcome inside an HTTP 200. */
export interface InstanceResult {
  readonly instanceId: string;
  readonly success: boolean;
  readonly code: string;
  readonly message: string;
}

export interface InstanceResults extends Written {
  readonly results: InstanceResult[];
}

/** ECS 2014-05-26 in one region. */
export interface EcsPort {
  readonly region: string;
  listRegions(): Promise<string[]>;
  /** All instances of the region, or those of the ids that exist (batches of 100 inside). */
  describeInstances(ids?: readonly string[]): Promise<EcsInstance[]>;
  /** Role name by instance id; instances without a role are absent (batches of 50 inside). */
  describeInstanceRoles(ids: readonly string[]): Promise<Map<string, string>>;
  /** One call, at most 100 ids. A failure of single instances is a result, not an exception. */
  attachInstanceRole(roleName: string, ids: readonly string[]): Promise<InstanceResults>;
}

/** GetCallerIdentity, in the API's field names. */
export interface CallerIdentity {
  readonly AccountId: string;
  readonly Arn: string;
  readonly IdentityType: string;
  readonly PrincipalId: string;
}

export interface StsPort {
  getCallerIdentity(): Promise<CallerIdentity>;
}

/** The products, each loaded when first asked for. */
export interface Cloud {
  ram(): Promise<RamPort>;
  ecs(region: string): Promise<EcsPort>;
  sts(): Promise<StsPort>;
}
