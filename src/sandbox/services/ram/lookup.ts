import type { PolicyRef, PolicyType } from '../../../model/policy.js';
import type { Principal } from '../../../model/principal.js';
import { ApiError, invalidParameter } from '../../api-error.js';
import type { Call } from '../../call.js';
import type { Params } from '../../params.js';
import { findPolicy } from '../../policies.js';
import type { GroupRecord, PolicyRecord, RoleRecord, UserRecord } from '../../state/records.js';
import { fold } from '../../state/state.js';
import { readName } from './names.js';

/** The entities that a call names. Each throws the API's 404 when there is none. */

export function role(call: Call): RoleRecord {
  return call.state.roles.get(fold(readName(call.params, 'RoleName'))) ?? notThere('Role');
}

export function user(call: Call): UserRecord {
  return call.state.users.get(fold(readName(call.params, 'UserName'))) ?? notThere('User');
}

export function group(call: Call): GroupRecord {
  return call.state.groups.get(fold(readName(call.params, 'GroupName'))) ?? notThere('Group');
}

/** The principal that an action such as AttachPolicyToRole names. */
export function principal(call: Call, type: Principal['type']): Principal {
  if (type === 'role') return { type, name: role(call).RoleName };
  return type === 'user' ? { type, name: user(call).UserName } : { type, name: group(call).GroupName };
}

export function readPolicyType(params: Params): PolicyType {
  const type = params.get('PolicyType');
  if (type === 'System' || type === 'Custom') return type;
  throw invalidParameter('PolicyType', '', 'The parameter - "PolicyType" is incorrect.');
}

export function policyRef(call: Call): PolicyRef {
  return { type: readPolicyType(call.params), name: readName(call.params, 'PolicyName') };
}

/** By PolicyType and PolicyName. */
export function policy(call: Call): PolicyRecord {
  return findPolicy(call.state, policyRef(call)) ?? notThere('Policy');
}

/** By PolicyName alone: the actions that write policies know custom ones only. */
export function customPolicy(call: Call): PolicyRecord {
  const ref: PolicyRef = { type: 'Custom', name: readName(call.params, 'PolicyName') };
  return findPolicy(call.state, ref) ?? notThere('Policy');
}

/** Throws for `Role`, `User`, `Policy.Version`, …; the message says it in words. */
export function notThere(entity: string): never {
  const noun = entity.toLowerCase().replace('.', ' ');
  throw new ApiError(404, `EntityNotExist.${entity}`, `The ${noun} does not exist.`);
}

export function alreadyThere(entity: string, noun: string): ApiError {
  return new ApiError(409, `EntityAlreadyExists.${entity}`, `The ${noun} already exists.`);
}

export function limitExceeded(entity: string, message: string): ApiError {
  return new ApiError(409, `LimitExceeded.${entity}`, message);
}
