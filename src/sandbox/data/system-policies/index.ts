// The published Alibaba Cloud RAM system policies the embedded cloud knows.
// One JSON file per policy; each names the public page it was taken from.

import administratorAccess from './AdministratorAccess.json' with { type: 'json' };
import aliyunECSFullAccess from './AliyunECSFullAccess.json' with { type: 'json' };
import aliyunECSNetworkInterfaceManagementAccess from './AliyunECSNetworkInterfaceManagementAccess.json' with {
  type: 'json',
};
import aliyunECSReadOnlyAccess from './AliyunECSReadOnlyAccess.json' with { type: 'json' };
import aliyunFCFullAccess from './AliyunFCFullAccess.json' with { type: 'json' };
import aliyunKMSFullAccess from './AliyunKMSFullAccess.json' with { type: 'json' };
import aliyunOSSReadOnlyAccess from './AliyunOSSReadOnlyAccess.json' with { type: 'json' };
import aliyunPAIFullAccess from './AliyunPAIFullAccess.json' with { type: 'json' };
import aliyunPAIReadOnlyAccess from './AliyunPAIReadOnlyAccess.json' with { type: 'json' };
import aliyunRAMReadOnlyAccess from './AliyunRAMReadOnlyAccess.json' with { type: 'json' };
import aliyunSTSAssumeRoleAccess from './AliyunSTSAssumeRoleAccess.json' with { type: 'json' };
import aliyunVPCFullAccess from './AliyunVPCFullAccess.json' with { type: 'json' };
import aliyunVPCReadOnlyAccess from './AliyunVPCReadOnlyAccess.json' with { type: 'json' };

/** One RAM system policy, as published by Alibaba Cloud. */
export interface SystemPolicy {
  /** The policy's name, unique among system policies. */
  readonly PolicyName: string;
  /** The published description (English where an English one is published). */
  readonly Description: string;
  /** The version the document below belongs to, such as `v3`. */
  readonly DefaultVersion: string;
  /** The public page or repository file the document was found in. */
  readonly Source: string;
  /** The policy document itself, with its keys in the published order. */
  readonly PolicyDocument: object;
}

/** Every known system policy, sorted by name. */
export const systemPolicies: readonly SystemPolicy[] = [
  administratorAccess,
  aliyunECSFullAccess,
  aliyunECSNetworkInterfaceManagementAccess,
  aliyunECSReadOnlyAccess,
  aliyunFCFullAccess,
  aliyunKMSFullAccess,
  aliyunOSSReadOnlyAccess,
  aliyunPAIFullAccess,
  aliyunPAIReadOnlyAccess,
  aliyunRAMReadOnlyAccess,
  aliyunSTSAssumeRoleAccess,
  aliyunVPCFullAccess,
  aliyunVPCReadOnlyAccess,
];
