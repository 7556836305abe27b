import type { Answer, Call } from '../../call.js';
import { entityId, isoDate } from '../../ids.js';
import type { UserRecord } from '../../state/records.js';
import { fold } from '../../state/state.js';
import { alreadyThere, limitExceeded, user } from './lookup.js';
import { checkLength, readName } from './names.js';
import { page } from './paging.js';

const MAX_USERS = 5000;

export function createUser(call: Call): Answer {
  const name = readName(call.params, 'UserName');
  if (call.state.users.has(fold(name))) throw alreadyThere('User', 'user');
  if (call.state.users.size >= MAX_USERS) throw limitExceeded('User', 'The number of users beyond the limit.');
  const date = isoDate(call.now);
  const row: UserRecord = {
    UserName: name,
    UserId: entityId(),
    DisplayName: checkLength('DisplayName', call.params.text('DisplayName'), 0, 128),
    Comments: checkLength('Comments', call.params.text('Comments'), 0, 128),
    CreateDate: date,
    UpdateDate: date,
  };
  call.state.users.put(fold(name), row);
  const { UpdateDate: _, ...fields } = row;
  return { User: fields };
}

export function getUser(call: Call): Answer {
  return { User: user(call) };
}

export function listUsers(call: Call): Answer {
  const { rows, fields } = page(call.params, call.state.users.entries());
  return { ...fields, Users: { User: rows } };
}
