import { roleArn } from '../../../model/arn.js';
import { isReservedRole } from '../../../model/name.js';
import { ApiError, invalidParameter } from '../../api-error.js';
import type { Answer, Call } from '../../call.js';
import { entityId, isoDate } from '../../ids.js';
import type { RoleRecord } from '../../state/records.js';
import { fold } from '../../state/state.js';
import { readTrustDocument } from './documents.js';
import { alreadyThere, limitExceeded, role } from './lookup.js';
import { checkLength, readName } from './names.js';
import { page } from './paging.js';
import { tagsField } from './tags.js';

const MAX_ROLES = 1000;
const DEFAULT_SESSION = 3600;

export function createRole(call: Call): Answer {
  const name = readName(call.params, 'RoleName');
  const document = readTrustDocument(call, 'AssumeRolePolicyDocument');
  const Description = checkLength('Description', call.params.text('Description'), 0, 1024);
  const MaxSessionDuration = readDuration(call, 'MaxSessionDuration');
  if (isReservedRole(name)) throw serviceLinked(call);
  if (call.state.roles.has(fold(name))) throw alreadyThere('Role', 'role');
  if (call.state.roles.size >= MAX_ROLES) throw limitExceeded('Role', 'The number of roles beyond the limit.');
  const date = isoDate(call.now);
  const row: RoleRecord = {
    RoleName: name,
    RoleId: entityId(),
    AssumeRolePolicyDocument: document,
    Description,
    MaxSessionDuration,
    CreateDate: date,
    UpdateDate: date,
    Tags: call.params.tags('Tag'),
  };
  call.state.roles.put(fold(name), row);
  const { UpdateDate: _, ...fields } = roleFields(row, call.account);
  return { Role: { ...fields, AssumeRolePolicyDocument: document } };
}

export function getRole(call: Call): Answer {
  return wholeRole(role(call), call.account);
}

/** NewMaxSessionDuration left out resets it to 3600, as the API's page says. */
export function updateRole(call: Call): Answer {
  const before = role(call);
  if (isReservedRole(before.RoleName)) throw serviceLinked(call);
  const { params, state } = call;
  const row: RoleRecord = {
    ...before,
    AssumeRolePolicyDocument:
      params.get('NewAssumeRolePolicyDocument') === undefined
        ? before.AssumeRolePolicyDocument
        : readTrustDocument(call, 'NewAssumeRolePolicyDocument'),
    Description: checkLength('NewDescription', params.get('NewDescription') ?? before.Description, 0, 1024),
    MaxSessionDuration: readDuration(call, 'NewMaxSessionDuration'),
    UpdateDate: isoDate(call.now),
  };
  state.roles.put(fold(row.RoleName), row);
  return wholeRole(row, call.account);
}

export function listRoles(call: Call): Answer {
  const { rows, fields } = page(call.params, call.state.roles.entries());
  return {
    ...fields,
    Roles: { Role: rows.map((row) => ({ ...roleFields(row, call.account), ...tagsField(row.Tags) })) },
  };
}

export function deleteRole(call: Call): Answer {
  const row = role(call);
  if (isReservedRole(row.RoleName)) throw serviceLinked(call);
  if (call.state.attachmentsOf.count(`role/${fold(row.RoleName)}`) > 0) {
    throw new ApiError(409, 'DeleteConflict.Role.Policy', 'The role can not have any policies attached when deleting.');
  }
  call.state.roles.delete(fold(row.RoleName));
  return {};
}

function roleFields(row: RoleRecord, account: string) {
  const { RoleName, RoleId, Description, MaxSessionDuration, CreateDate, UpdateDate } = row;
  return { RoleName, RoleId, Arn: roleArn(account, RoleName), Description, MaxSessionDuration, CreateDate, UpdateDate };
}

function wholeRole(row: RoleRecord, account: string): Answer {
  return { Role: { ...roleFields(row, account), AssumeRolePolicyDocument: row.AssumeRolePolicyDocument } };
}

function readDuration(call: Call, parameter: string): number {
  const seconds = call.params.integer(parameter) ?? DEFAULT_SESSION;
  if (seconds >= 3600 && seconds <= 43200) return seconds;
  throw invalidParameter(parameter, '', `The parameter - "${parameter}" is incorrect.`);
}

/** Roles of a cloud service (or of CloudSSO) belong to it. */
function serviceLinked(call: Call): ApiError {
  const code = call.guesses.serviceLinkedRole;
  return new ApiError(
    code === 'NoPermission' ? 403 : 400,
    code,
    'The role is managed by a cloud service and can not be changed.',
  );
}
