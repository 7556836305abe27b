import type { RAM_ACTIONS } from '../../actions.js';
import type { Handler } from '../../call.js';
import { createAccessKey, deleteAccessKey, listAccessKeys, updateAccessKey } from './access-keys.js';
import { attachPolicy, detachPolicy, listEntitiesForPolicy, listPoliciesFor } from './attachments.js';
import {
  addUserToGroup,
  createGroup,
  getGroup,
  listGroups,
  listGroupsForUser,
  listUsersForGroup,
  removeUserFromGroup,
} from './groups.js';
import { createPolicy, deletePolicy, getPolicy, listPolicies } from './policies.js';
import { createRole, deleteRole, getRole, listRoles, updateRole } from './roles.js';
import { listTagResources, tagResources, untagResources } from './tags.js';
import { createUser, getUser, listUsers } from './users.js';
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './versions.js';

/** RAM 2015-05-01. */
export const ramHandlers: Record<keyof typeof RAM_ACTIONS, Handler> = {
  CreateRole: createRole,
  GetRole: getRole,
  UpdateRole: updateRole,
  ListRoles: listRoles,
  DeleteRole: deleteRole,
  CreatePolicy: createPolicy,
  GetPolicy: getPolicy,
  ListPolicies: listPolicies,
  DeletePolicy: deletePolicy,
  CreatePolicyVersion: createPolicyVersion,
  GetPolicyVersion: getPolicyVersion,
  ListPolicyVersions: listPolicyVersions,
  DeletePolicyVersion: deletePolicyVersion,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
  AttachPolicyToRole: attachPolicy('role'),
  AttachPolicyToUser: attachPolicy('user'),
  AttachPolicyToGroup: attachPolicy('group'),
  DetachPolicyFromRole: detachPolicy('role'),
  DetachPolicyFromUser: detachPolicy('user'),
  DetachPolicyFromGroup: detachPolicy('group'),
  ListPoliciesForRole: listPoliciesFor('role'),
  ListPoliciesForUser: listPoliciesFor('user'),
  ListPoliciesForGroup: listPoliciesFor('group'),
  ListEntitiesForPolicy: listEntitiesForPolicy,
  GetUser: getUser,
  ListUsers: listUsers,
  CreateUser: createUser,
  GetGroup: getGroup,
  ListGroups: listGroups,
  CreateGroup: createGroup,
  ListGroupsForUser: listGroupsForUser,
  ListUsersForGroup: listUsersForGroup,
  AddUserToGroup: addUserToGroup,
  RemoveUserFromGroup: removeUserFromGroup,
  CreateAccessKey: createAccessKey,
  ListAccessKeys: listAccessKeys,
  UpdateAccessKey: updateAccessKey,
  DeleteAccessKey: deleteAccessKey,
  TagResources: tagResources,
  UntagResources: untagResources,
  ListTagResources: listTagResources,
};
