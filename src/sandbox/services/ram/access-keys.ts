import { ApiError, invalidParameter, missingParameter } from '../../api-error.js';
import type { Answer, Call } from '../../call.js';
import { accessKeyId, accessKeySecret, isoDate } from '../../ids.js';
import type { AccessKeyRecord } from '../../state/records.js';
import { fold } from '../../state/state.js';
import { limitExceeded, user } from './lookup.js';

const MAX_KEYS = 2;

/** The named user; without a name, the caller: a user, or (undefined) the account root. A role has no keys. */
function ownerOf(call: Call): string | undefined {
  if (call.params.get('UserName') !== undefined) return user(call).UserName;
  if (call.caller.kind === 'session') throw missingParameter('UserName');
  return call.caller.kind === 'user' ? call.caller.user.UserName : undefined;
}

function keysOf(call: Call): AccessKeyRecord[] {
  const owner = ownerOf(call);
  if (owner !== undefined) return call.state.keysOfUser.of(fold(owner));
  return [...call.state.accessKeys.values()].filter((key) => key.UserName === undefined);
}

function keyOf(call: Call): AccessKeyRecord {
  const id = call.params.text('UserAccessKeyId');
  const key = keysOf(call).find((entry) => entry.AccessKeyId === id);
  if (key !== undefined) return key;
  throw new ApiError(404, 'EntityNotExist.User.AccessKey', 'The user access key does not exist.');
}

/** The only answer that ever shows the secret. */
export function createAccessKey(call: Call): Answer {
  if (keysOf(call).length >= MAX_KEYS)
    throw limitExceeded('User.AccessKey', 'The number of access keys beyond the limit.');
  const owner = ownerOf(call);
  const { UserName: _, ...AccessKey } = newAccessKey(call.state, owner, call.now);
  return { AccessKey };
}

/** Makes a key for a user, or for the account root when none is named. */
export function newAccessKey(state: Call['state'], userName: string | undefined, now: number): AccessKeyRecord {
  const key: AccessKeyRecord = {
    AccessKeyId: accessKeyId(),
    AccessKeySecret: accessKeySecret(),
    Status: 'Active',
    CreateDate: isoDate(now),
    ...(userName === undefined ? {} : { UserName: userName }),
  };
  state.accessKeys.put(key.AccessKeyId, key);
  return key;
}

export function listAccessKeys(call: Call): Answer {
  const AccessKey = keysOf(call).map(({ AccessKeyId, Status, CreateDate }) => ({ AccessKeyId, Status, CreateDate }));
  return { AccessKeys: { AccessKey } };
}

export function updateAccessKey(call: Call): Answer {
  const Status = call.params.get('Status');
  if (Status !== 'Active' && Status !== 'Inactive') {
    throw invalidParameter('Status', '', 'The parameter - "Status" is incorrect.');
  }
  const key = keyOf(call);
  call.state.accessKeys.put(key.AccessKeyId, { ...key, Status });
  return {};
}

export function deleteAccessKey(call: Call): Answer {
  call.state.accessKeys.delete(keyOf(call).AccessKeyId);
  return {};
}
