import type { InstanceRef } from './instance.js';
import type { PolicyRef } from './policy.js';
import type { Principal } from './principal.js';

/** A role exists. Its trust policy is only used when it has to be made; an existing one is the business of DesiredTrust. */
export interface DesiredRole {
  readonly kind: 'role';
  readonly roleName: string;
  readonly services: readonly string[];
}

/** These service principals may assume the role; whoever else may, still may. */
export interface DesiredTrust {
  readonly kind: 'trust-policy';
  readonly roleName: string;
  readonly addServices: readonly string[];
}

/** A custom policy exists and its default version says this. */
export interface DesiredCustomPolicy {
  readonly kind: 'custom-policy';
  readonly policyName: string;
  /** The document's text as it will be sent. */
  readonly document: string;
}

export interface DesiredAttachment {
  readonly kind: 'policy-attachment';
  readonly policy: PolicyRef;
  readonly principal: Principal;
}

/** `auto` narrows to the services when each has a published example of acs:Service (design: Care with the cloud). */
export type PassRoleCondition = 'auto' | 'always' | 'never';

/** The grantee may pass exactly this role to these services. */
export interface DesiredPassRole {
  readonly kind: 'pass-role';
  readonly roleName: string;
  readonly grantee: Principal;
  readonly services: readonly string[];
  readonly condition: PassRoleCondition;
}

/** The instance carries the role. */
export interface DesiredInstanceRole {
  readonly kind: 'instance-role';
  readonly instance: InstanceRef;
  readonly roleName: string;
}

export type Desired =
  | DesiredRole
  | DesiredTrust
  | DesiredCustomPolicy
  | DesiredAttachment
  | DesiredPassRole
  | DesiredInstanceRole;

/** What shall be so. Everything that writes hands one of these to the planner. */
export type DesiredState = readonly Desired[];
