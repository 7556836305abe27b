import { createHash } from 'node:crypto';
import type { PolicySummary } from '../../cloud/ports.js';
import { ConflictError } from '../../errors.js';
import type { DesiredPassRole } from '../../model/desired-state.js';
import type { PolicyRef } from '../../model/policy.js';
import { formatPrincipal, type Principal } from '../../model/principal.js';
import { passRoleResource } from '../../policy/build/pass-role.js';
import { prettyDocument } from '../../policy/canonical.js';
import { grantPassRole } from '../../policy/edit/pass-role-grant.js';
import { IDENTITY_DOCUMENT_LIMIT } from '../../policy/parse/parse.js';
import type { Difference } from '../change.js';
import { defineKind, type Scope } from '../kind.js';
import { type ObservedPolicy, observePolicy, rotationNotice, writePolicy } from './custom-policy.js';
import { isNarrowed } from './pass-role-condition.js';
import { attachedTo, attachStep, isAttached } from './policy-attachment.js';

interface ObservedGrant {
  readonly grant: ObservedPolicy | undefined;
  readonly attached: readonly PolicySummary[];
}

/** `ram:PassRole` on one role, in the grantee's one grant policy. */
export const passRoleKind = defineKind<DesiredPassRole, ObservedGrant>({
  kind: 'pass-role',
  stage: 1,
  whenMoved: 'merge',
  journalFields: ['PolicyName', 'PolicyDocument', 'Attached'],

  target: (desired) => `role/${desired.roleName} → ${formatPrincipal(desired.grantee)}`,
  lockKey: (desired) => `custom/${grantPolicyName(desired.grantee)}`,

  async observeMany(desired, scope) {
    const ram = await scope.cloud.ram();
    const [grants, attached] = await Promise.all([
      Promise.all(desired.map((one) => observePolicy(ram, grantPolicyName(one.grantee)))),
      attachedTo(
        desired.map((one) => one.grantee),
        scope,
      ),
    ]);
    return grants.map((grant, index) => ({ grant, attached: attached[index] ?? [] }));
  },

  compare(desired, { grant, attached }, scope) {
    const policy = grantPolicy(desired.grantee);
    const edit = editGrant(desired, grant, scope);
    const isNew = !isAttached(policy, attached);
    if (!edit.changed && !isNew) return undefined;
    const write = grant ? 'ram:CreatePolicyVersion' : 'ram:CreatePolicy';
    return {
      op: 'grant',
      before: grant ? { PolicyName: policy.name, PolicyDocument: grant.policy.PolicyDocument, Attached: !isNew } : null,
      after: { PolicyName: policy.name, PolicyDocument: edit.text, Attached: true },
      steps: [
        ...(edit.changed ? [{ action: write, target: `custom/${policy.name}` }] : []),
        ...(isNew ? [attachStep(policy, desired.grantee)] : []),
      ],
      notices: edit.changed ? [...wideNotice(desired), ...(grant ? rotationNotice(grant) : [])] : [],
    };
  },

  async write([change], { cloud }) {
    const { desired, difference, observed } = change as NonNullable<typeof change>;
    const ram = await cloud.ram();
    const policy = grantPolicy(desired.grantee);
    if (isAttachNext(difference)) return ram.attachPolicy(policy, desired.grantee);
    return writePolicy(ram, policy.name, String(difference.after.PolicyDocument), observed.grant !== undefined);
  },
});

/**
 * The name of a grantee's grant policy. Names may hold characters that policy names may not, and users, groups and
 * roles may share a name, so a hash of the address makes it unmistakable.
 */
export function grantPolicyName(grantee: Principal): string {
  const hash = createHash('sha256').update(formatPrincipal(grantee).toLowerCase()).digest('hex').slice(0, 10);
  const readable = grantee.name.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 64);
  return `ramrole-PassRole-${grantee.type}-${readable}-${hash}`;
}

function grantPolicy(grantee: Principal): PolicyRef {
  return { type: 'Custom', name: grantPolicyName(grantee) };
}

function editGrant(desired: DesiredPassRole, grant: ObservedPolicy | undefined, { account }: Scope) {
  const edit = grantPassRole(grant?.policy.PolicyDocument, {
    roleResource: passRoleResource(account, desired.roleName),
    services: desired.services,
    narrowed: isNarrowed(desired.services, desired.condition),
  });
  if (edit.changed && edit.text.length > IDENTITY_DOCUMENT_LIMIT) return compact(edit, desired);
  return edit;
}

/** White space is the first thing to go; what is still too long then cannot be granted in one policy. */
function compact(edit: { text: string; changed: boolean }, desired: DesiredPassRole) {
  const text = JSON.stringify(JSON.parse(prettyDocument(edit.text)));
  if (text.length <= IDENTITY_DOCUMENT_LIMIT) return { ...edit, text };
  throw new ConflictError(
    `custom/${grantPolicyName(desired.grantee)} would have ${text.length} characters; ${IDENTITY_DOCUMENT_LIMIT} are allowed.`,
    { hint: `${formatPrincipal(desired.grantee)} may pass too many single roles; remove some of its grants first.` },
  );
}

/** Says what `auto` decided, where that is the wider grant. */
function wideNotice({ services, condition }: DesiredPassRole): string[] {
  if (condition !== 'auto' || isNarrowed(services, condition)) return [];
  const why =
    services.length === 0 ? 'no --service is named' : `${services.join(', ')} is not known to set acs:Service`;
  return [`The grant holds for every service, as ${why}; --pass-role-condition always narrows it.`];
}

function isAttachNext(difference: Difference): boolean {
  return difference.steps[0]?.action.startsWith('ram:AttachPolicyTo') ?? false;
}
