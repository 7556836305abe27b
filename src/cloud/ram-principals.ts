import type { Principal } from '../model/principal.js';
import { isNotFound } from './errors.js';
import type { RamPort } from './ports.js';
import { listAll, type RamClient } from './ram-client.js';
import { policyNames, toPolicy } from './ram-policies.js';

/** Users, groups and roles as holders of policies. */
export function principalCalls(ram: RamClient) {
  const types = { user: userCalls(ram), group: groupCalls(ram), role: roleHolderCalls(ram) } satisfies Record<
    Principal['type'],
    unknown
  >;
  return {
    listPoliciesFor: async ({ type, name }) => {
      try {
        const { policies } = await types[type].policies(name);
        return (policies?.policy ?? []).map((policy) => toPolicy(policy, undefined));
      } catch (error) {
        if (isNotFound(error, types[type].missing)) return undefined;
        throw error;
      }
    },
    listGroupsForUser: async (UserName) => {
      const request = new ram.sdk.ListGroupsForUserRequest({ userName: UserName });
      const send = () => ram.client.listGroupsForUser(request);
      try {
        const { groups } = await ram.call('ListGroupsForUser', { UserName }, send, (answer) => answer.groups);
        return (groups?.group ?? []).map(({ groupName }) => groupName ?? '');
      } catch (error) {
        if (isNotFound(error, types.user.missing)) return [];
        throw error;
      }
    },
    attachPolicy: async (ref, { type, name }) => {
      const body = await types[type].attach({ policyName: ref.name, policyType: ref.type }, name, policyNames(ref));
      return { requestId: body.requestId ?? '' };
    },
    principalExists: async ({ type, name }) => {
      try {
        await types[type].get(name);
        return true;
      } catch (error) {
        if (isNotFound(error, types[type].missing)) return false;
        throw error;
      }
    },
    listPrincipalNames: (type) => types[type].list(),
  } satisfies Partial<RamPort>;
}

interface PolicyParameters {
  readonly policyName: string;
  readonly policyType: string;
}

type Names = Readonly<Record<string, string>>;

function userCalls({ sdk, client, call }: RamClient) {
  return {
    missing: 'EntityNotExist.User',
    get: (UserName: string) =>
      call(
        'GetUser',
        { UserName },
        () => client.getUser(new sdk.GetUserRequest({ userName: UserName })),
        (b) => b.user,
      ),
    policies: (UserName: string) => {
      const request = new sdk.ListPoliciesForUserRequest({ userName: UserName });
      return call(
        'ListPoliciesForUser',
        { UserName },
        () => client.listPoliciesForUser(request),
        (b) => b.policies,
      );
    },
    attach: (policy: PolicyParameters, UserName: string, names: Names) => {
      const request = new sdk.AttachPolicyToUserRequest({ ...policy, userName: UserName });
      return call('AttachPolicyToUser', { ...names, UserName }, () => client.attachPolicyToUser(request));
    },
    list: () => {
      const send = (paging: object) => client.listUsers(new sdk.ListUsersRequest(paging));
      return listAll(call, 'ListUsers', send, (b) => b.users?.user?.map(({ userName }) => userName ?? ''));
    },
  };
}

function groupCalls({ sdk, client, call }: RamClient) {
  return {
    missing: 'EntityNotExist.Group',
    get: (GroupName: string) => {
      const request = new sdk.GetGroupRequest({ groupName: GroupName });
      return call(
        'GetGroup',
        { GroupName },
        () => client.getGroup(request),
        (b) => b.group,
      );
    },
    policies: (GroupName: string) => {
      const request = new sdk.ListPoliciesForGroupRequest({ groupName: GroupName });
      return call(
        'ListPoliciesForGroup',
        { GroupName },
        () => client.listPoliciesForGroup(request),
        (b) => b.policies,
      );
    },
    attach: (policy: PolicyParameters, GroupName: string, names: Names) => {
      const request = new sdk.AttachPolicyToGroupRequest({ ...policy, groupName: GroupName });
      return call('AttachPolicyToGroup', { ...names, GroupName }, () => client.attachPolicyToGroup(request));
    },
    list: () => {
      const send = (paging: object) => client.listGroups(new sdk.ListGroupsRequest(paging));
      return listAll(call, 'ListGroups', send, (b) => b.groups?.group?.map(({ groupName }) => groupName ?? ''));
    },
  };
}

function roleHolderCalls({ sdk, client, call }: RamClient) {
  return {
    missing: 'EntityNotExist.Role',
    get: (RoleName: string) =>
      call(
        'GetRole',
        { RoleName },
        () => client.getRole(new sdk.GetRoleRequest({ roleName: RoleName })),
        (b) => b.role,
      ),
    policies: (RoleName: string) => {
      const request = new sdk.ListPoliciesForRoleRequest({ roleName: RoleName });
      return call(
        'ListPoliciesForRole',
        { RoleName },
        () => client.listPoliciesForRole(request),
        (b) => b.policies,
      );
    },
    attach: (policy: PolicyParameters, RoleName: string, names: Names) => {
      const request = new sdk.AttachPolicyToRoleRequest({ ...policy, roleName: RoleName });
      return call('AttachPolicyToRole', { ...names, RoleName }, () => client.attachPolicyToRole(request));
    },
    list: () => {
      const send = (paging: object) => client.listRoles(new sdk.ListRolesRequest(paging));
      return listAll(call, 'ListRoles', send, (b) => b.roles?.role?.map(({ roleName }) => roleName ?? ''));
    },
  };
}
