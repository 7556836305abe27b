import { defaultPolicyGuesses, type PolicyGuesses } from '../policy/guesses.js';

/**
 * What no public source states about the cloud, apart from the meaning of policies (src/policy/guesses.ts).
 * Each guess is one named switch. The tool is tested under every setting, one varied at a time.
 */
export const sandboxGuesses = {
  /** DescribeInstanceRamRole: an instance without a role may be missing or have an empty RamRoleName (cloud-api §3). */
  instanceWithoutRole: {
    about: 'how DescribeInstanceRamRole lists an instance without a role',
    settings: ['missing', 'empty name'],
    default: 'missing',
  },
  /** AttachInstanceRamRole over another role: the code is not published (cloud-api §3). */
  attachOverRole: {
    about: 'the code of an attach over an existing role, given per instance inside a 200',
    settings: ['InvalidInstance.RamRoleAttached', 'OperationConflict.RamRoleExists'],
    default: 'InvalidInstance.RamRoleAttached',
  },
  /** AttachInstanceRamRole of the role that the instance carries already. */
  attachSameRole: {
    about: 'whether attaching the role that is already there succeeds',
    settings: ['failure', 'success'],
    default: 'failure',
  },
  /** `Success` may be absent from the results of an attach (cloud-api §3). */
  attachSuccessField: {
    about: 'whether results of an attach carry Success',
    settings: ['present', 'absent'],
    default: 'present',
  },
  /** DetachInstanceRamRole of an instance that carries no role, or another one. */
  detachWithoutRole: {
    about: 'whether detaching a role that is not there succeeds',
    settings: ['success', 'failure'],
    default: 'success',
  },
  /** The metadata service of an instance whose role was deleted or no longer trusts ecs. */
  metadataBrokenRole: {
    about: 'what the metadata service answers when the role cannot be assumed any more',
    settings: ['200 with Code Failed', '404'],
    default: '200 with Code Failed',
  },
  /** Hardened mode refuses requests without a token; the status is not published (cloud-api §7). */
  metadataTokenless: {
    about: 'the status of a tokenless request in hardened mode',
    settings: ['403', '401'],
    default: '403',
  },
  /** Documented as 10, but GetAccountSummary was seen to say 5 for roles (cloud-api §2). */
  customPoliciesPerRole: { about: 'how many custom policies one role may carry', settings: ['10', '5'], default: '10' },
  /** RAM principals of a trust policy must exist; what the API says otherwise is not published. */
  missingTrustPrincipal: {
    about: 'the code for a trust policy that names a user or role that does not exist',
    settings: ['MalformedPolicyDocument', 'EntityNotExist'],
    default: 'MalformedPolicyDocument',
  },
  /** Writing to a service-linked role is refused; the code is not published. */
  serviceLinkedRole: {
    about: 'the code of a write to a service-linked role',
    settings: ['NotSupported.ServiceLinkedRole', 'NoPermission'],
    default: 'NotSupported.ServiceLinkedRole',
  },
  /** Live tokens of a role that was deleted. */
  deletedRoleToken: {
    about: 'what a token of a deleted role meets',
    settings: ['InvalidSecurityToken.Invalid', 'NoPermission'],
    default: 'InvalidSecurityToken.Invalid',
  },
} as const satisfies Record<
  string,
  { about: string; settings: readonly [string, string, ...string[]]; default: string }
>;

type OwnSettings = {
  readonly [Name in keyof typeof sandboxGuesses]: (typeof sandboxGuesses)[Name]['settings'][number];
};

/** One setting for each guess that a sandbox runs with: those of this file and those about policies. */
export type SandboxGuesses = OwnSettings & PolicyGuesses;

export const defaultSandboxGuesses: SandboxGuesses = {
  ...defaultPolicyGuesses,
  ...(Object.fromEntries(
    Object.entries(sandboxGuesses).map(([name, guess]) => [name, guess.default]),
  ) as unknown as OwnSettings),
};
