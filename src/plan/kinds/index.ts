import type { Desired } from '../../model/desired-state.js';
import type { AnyKind } from '../kind.js';
import { customPolicyKind } from './custom-policy.js';
import { instanceRoleKind } from './instance-role.js';
import { passRoleKind } from './pass-role.js';
import { policyAttachmentKind } from './policy-attachment.js';
import { roleKind } from './role.js';
import { trustPolicyKind } from './trust-policy.js';

const KINDS = {
  role: roleKind,
  'trust-policy': trustPolicyKind,
  'custom-policy': customPolicyKind,
  'policy-attachment': policyAttachmentKind,
  'pass-role': passRoleKind,
  'instance-role': instanceRoleKind,
} satisfies Record<Desired['kind'], AnyKind>;

/** The kind that knows how to bring a desired thing about. */
export function kindOf(desired: Pick<Desired, 'kind'>): AnyKind {
  return KINDS[desired.kind];
}
