import type { PolicyType } from '../../model/policy.js';
import type { Principal } from '../../model/principal.js';

/** The rows of the sandbox's cloud. Rows are replaced, never changed in place. Dates are `YYYY-MM-DDTHH:MM:SSZ`. */

export interface AccountRecord {
  readonly AccountId: string;
  readonly Regions: readonly string[];
  /** How far the cloud's time is ahead of real time, in milliseconds. */
  readonly TimeOffset: number;
}

export interface UserRecord {
  readonly UserName: string;
  readonly UserId: string;
  readonly DisplayName: string;
  readonly Comments: string;
  readonly CreateDate: string;
  readonly UpdateDate: string;
}

export interface GroupRecord {
  readonly GroupName: string;
  readonly GroupId: string;
  readonly Comments: string;
  readonly CreateDate: string;
  readonly UpdateDate: string;
}

export interface MembershipRecord {
  readonly UserName: string;
  readonly GroupName: string;
  readonly JoinDate: string;
}

export interface AccessKeyRecord {
  readonly AccessKeyId: string;
  readonly AccessKeySecret: string;
  /** A user's name; undefined for the account root. */
  readonly UserName?: string;
  readonly Status: 'Active' | 'Inactive';
  readonly CreateDate: string;
}

export type Tags = Readonly<Record<string, string>>;

export interface RoleRecord {
  readonly RoleName: string;
  readonly RoleId: string;
  /** Verbatim. */
  readonly AssumeRolePolicyDocument: string;
  readonly Description: string;
  /** Seconds. */
  readonly MaxSessionDuration: number;
  readonly CreateDate: string;
  readonly UpdateDate: string;
  readonly Tags: Tags;
}

export interface PolicyVersionRecord {
  readonly VersionId: string;
  readonly CreateDate: string;
  /** Verbatim. */
  readonly PolicyDocument: string;
}

export interface PolicyRecord {
  readonly PolicyName: string;
  readonly PolicyType: PolicyType;
  readonly Description: string;
  readonly DefaultVersion: string;
  readonly CreateDate: string;
  readonly UpdateDate: string;
  /** Oldest first. */
  readonly Versions: readonly PolicyVersionRecord[];
  /** The number that the next version's id gets: ids are not used twice. */
  readonly NextVersion: number;
  readonly Tags: Tags;
}

export interface AttachmentRecord {
  readonly PolicyType: PolicyType;
  readonly PolicyName: string;
  readonly Principal: Principal;
  readonly AttachDate: string;
}

export interface InstanceRecord {
  readonly InstanceId: string;
  /** Rising number that keeps the order of a region's instances. */
  readonly Seq: number;
  readonly InstanceName: string;
  readonly RegionId: string;
  readonly ZoneId: string;
  readonly Status: 'Pending' | 'Running' | 'Starting' | 'Stopping' | 'Stopped';
  readonly InstanceType: string;
  readonly InstanceNetworkType: 'vpc' | 'classic';
  /** Empty for classic instances. */
  readonly VpcId: string;
  readonly VSwitchId: string;
  readonly PrivateIpAddress: string;
  readonly CreationTime: string;
  readonly Tags: Tags;
  /** `required` is the metadata service's hardened mode. */
  readonly HttpTokens: 'optional' | 'required';
  /** Empty when the instance carries no role. */
  readonly RamRoleName: string;
  /** The session policy given with the attach; empty for none. */
  readonly RamRolePolicy: string;
  /** The AccessKeyId of the session that its metadata service hands out; empty before the first request. */
  readonly CredentialId: string;
}

/** Temporary credentials of a role. */
export interface SessionRecord {
  readonly AccessKeyId: string;
  readonly AccessKeySecret: string;
  readonly SecurityToken: string;
  readonly RoleName: string;
  /** A role that was deleted and made anew has another id, and its old tokens are dead. */
  readonly RoleId: string;
  readonly RoleSessionName: string;
  /** Session policy; empty for none. */
  readonly Policy: string;
  /** Milliseconds of the cloud's time. */
  readonly IssuedAt: number;
  readonly ExpiresAt: number;
}
