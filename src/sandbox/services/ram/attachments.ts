import { roleArn } from '../../../model/arn.js';
import { isReservedRole } from '../../../model/name.js';
import { formatPolicy, type PolicyRef, type PolicyType } from '../../../model/policy.js';
import { formatPrincipal, type Principal } from '../../../model/principal.js';
import { ApiError } from '../../api-error.js';
import type { Answer, Call } from '../../call.js';
import { isoDate } from '../../ids.js';
import { findPolicy } from '../../policies.js';
import type { AttachmentRecord } from '../../state/records.js';
import { attachmentKey, fold } from '../../state/state.js';
import { alreadyThere, limitExceeded, policy, policyRef, principal } from './lookup.js';

type PrincipalType = Principal['type'];

const ENTITY = { role: 'Role', user: 'User', group: 'Group' } as const satisfies Record<PrincipalType, string>;
const MAX_SYSTEM = 20;
const MAX_CUSTOM = 10;

/** AttachPolicyToRole, …ToUser, …ToGroup. */
export function attachPolicy(type: PrincipalType): (call: Call) => Answer {
  return (call) => {
    const holder = principal(call, type);
    const { PolicyName, PolicyType } = policy(call);
    const key = attachmentKey({ type: PolicyType, name: PolicyName }, holder);
    if (call.state.attachments.has(key)) throw alreadyThere(`${ENTITY[type]}.Policy`, `${type} policy`);
    const held = call.state.attachmentsOf.of(fold(formatPrincipal(holder)));
    if (held.filter((row) => row.PolicyType === PolicyType).length >= limit(call, type, PolicyType)) {
      throw limitExceeded(`${ENTITY[type]}.Policy`, `The number of policies attached to the ${type} beyond the limit.`);
    }
    const row: AttachmentRecord = { PolicyType, PolicyName, Principal: holder, AttachDate: isoDate(call.now) };
    call.state.attachments.put(key, row);
    return {};
  };
}

function limit(call: Call, type: PrincipalType, policyType: PolicyType): number {
  if (policyType === 'System') return MAX_SYSTEM;
  return type === 'role' ? Number(call.guesses.customPoliciesPerRole) : MAX_CUSTOM;
}

export function detachPolicy(type: PrincipalType): (call: Call) => Answer {
  return (call) => {
    const holder = principal(call, type);
    const key = attachmentKey(policyRef(call), holder);
    if (!call.state.attachments.has(key)) {
      throw new ApiError(404, `EntityNotExist.${ENTITY[type]}.Policy`, `The ${type} policy does not exist.`);
    }
    if (type === 'role' && isReservedRole(holder.name)) {
      throw new ApiError(
        400,
        call.guesses.serviceLinkedRole,
        'The role is managed by a cloud service and can not be changed.',
      );
    }
    call.state.attachments.delete(key);
    return {};
  };
}

/** ListPoliciesForRole, …User, …Group: whole, not paged; a group's policies are not the user's. */
export function listPoliciesFor(type: PrincipalType): (call: Call) => Answer {
  return (call) => {
    const rows = call.state.attachmentsOf.of(fold(formatPrincipal(principal(call, type))));
    const Policy = rows.map(({ PolicyName, PolicyType, AttachDate }) => {
      const ref: PolicyRef = { type: PolicyType, name: PolicyName };
      const found = findPolicy(call.state, ref);
      return {
        PolicyName,
        PolicyType,
        Description: found?.Description ?? '',
        DefaultVersion: found?.DefaultVersion ?? '',
        AttachDate,
      };
    });
    return { Policies: { Policy } };
  };
}

export function listEntitiesForPolicy(call: Call): Answer {
  const { PolicyName, PolicyType } = policy(call);
  const rows = call.state.attachmentsOfPolicy.of(fold(formatPolicy({ type: PolicyType, name: PolicyName })));
  const of = (type: PrincipalType) => rows.filter((row) => row.Principal.type === type);
  const { users, groups, roles } = call.state;
  return {
    Users: {
      User: of('user').map(({ Principal: { name }, AttachDate }) => {
        const found = users.get(fold(name));
        return { UserName: name, UserId: found?.UserId, DisplayName: found?.DisplayName, AttachDate };
      }),
    },
    Groups: {
      Group: of('group').map(({ Principal: { name }, AttachDate }) => {
        return { GroupName: name, Comments: groups.get(fold(name))?.Comments, AttachDate };
      }),
    },
    Roles: {
      Role: of('role').map(({ Principal: { name }, AttachDate }) => {
        const found = roles.get(fold(name));
        const Arn = roleArn(call.account, name);
        return { RoleName: name, RoleId: found?.RoleId, Arn, Description: found?.Description, AttachDate };
      }),
    },
  };
}
