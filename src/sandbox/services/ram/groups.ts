import { ApiError } from '../../api-error.js';
import type { Answer, Call } from '../../call.js';
import { entityId, isoDate } from '../../ids.js';
import type { GroupRecord } from '../../state/records.js';
import { fold, membershipKey } from '../../state/state.js';
import { alreadyThere, group, limitExceeded, user } from './lookup.js';
import { checkLength, readName } from './names.js';
import { page } from './paging.js';

const MAX_GROUPS = 300;
const MAX_GROUPS_PER_USER = 10;

export function createGroup(call: Call): Answer {
  const name = readName(call.params, 'GroupName');
  if (call.state.groups.has(fold(name))) throw alreadyThere('Group', 'group');
  if (call.state.groups.size >= MAX_GROUPS) throw limitExceeded('Group', 'The number of groups beyond the limit.');
  const date = isoDate(call.now);
  const row: GroupRecord = {
    GroupName: name,
    GroupId: `g-${entityId()}`,
    Comments: checkLength('Comments', call.params.text('Comments'), 0, 128),
    CreateDate: date,
    UpdateDate: date,
  };
  call.state.groups.put(fold(name), row);
  const { UpdateDate: _, ...fields } = row;
  return { Group: fields };
}

export function getGroup(call: Call): Answer {
  return { Group: group(call) };
}

export function listGroups(call: Call): Answer {
  const { rows, fields } = page(call.params, call.state.groups.entries());
  return { ...fields, Groups: { Group: rows } };
}

/** Whole, not paged. */
export function listGroupsForUser(call: Call): Answer {
  const Group = call.state.groupsOfUser.of(fold(user(call).UserName)).map(({ GroupName, JoinDate }) => {
    const found = call.state.groups.get(fold(GroupName));
    return { GroupName, GroupId: found?.GroupId, Comments: found?.Comments, JoinDate };
  });
  return { Groups: { Group } };
}

export function listUsersForGroup(call: Call): Answer {
  const members = call.state.usersOfGroup.of(fold(group(call).GroupName));
  const { rows, fields } = page(
    call.params,
    members.map((row) => [fold(row.UserName), row] as const),
  );
  const User = rows.map(({ UserName, JoinDate }) => {
    return { UserName, DisplayName: call.state.users.get(fold(UserName))?.DisplayName, JoinDate };
  });
  return { ...fields, Users: { User } };
}

export function addUserToGroup(call: Call): Answer {
  const { UserName } = user(call);
  const { GroupName } = group(call);
  const key = membershipKey(UserName, GroupName);
  if (call.state.memberships.has(key)) throw alreadyThere('User.Group', 'user group');
  if (call.state.groupsOfUser.count(fold(UserName)) >= MAX_GROUPS_PER_USER) {
    throw limitExceeded('User.Group', 'The number of groups of the user beyond the limit.');
  }
  call.state.memberships.put(key, { UserName, GroupName, JoinDate: isoDate(call.now) });
  return {};
}

export function removeUserFromGroup(call: Call): Answer {
  const key = membershipKey(user(call).UserName, group(call).GroupName);
  if (!call.state.memberships.has(key)) {
    throw new ApiError(404, 'EntityNotExist.User.Group', 'The user does not belong to the group.');
  }
  call.state.memberships.delete(key);
  return {};
}
