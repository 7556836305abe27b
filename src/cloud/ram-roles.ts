import type { Role, RoleSummary } from '../model/role.js';
import { isNotFound } from './errors.js';
import type { RamPort } from './ports.js';
import { listAll, type RamClient } from './ram-client.js';

/** Roles. The trust policy's text goes through as it is: the SDK neither encodes nor decodes it. */
export function roleCalls({ sdk, client, call }: RamClient) {
  return {
    getRole: async (RoleName) => {
      const request = new sdk.GetRoleRequest({ roleName: RoleName });
      try {
        const send = () => client.getRole(request);
        const body = await call('GetRole', { RoleName }, send, ({ role }) => role?.assumeRolePolicyDocument);
        return toRole(body.role ?? {});
      } catch (error) {
        if (isNotFound(error, 'EntityNotExist.Role')) return undefined;
        throw error;
      }
    },
    listRoles: async () => {
      const send = (paging: object) => client.listRoles(new sdk.ListRolesRequest(paging));
      return (await listAll(call, 'ListRoles', send, ({ roles }) => roles?.role)).map(toSummary);
    },
    createRole: async (role) => {
      const request = new sdk.CreateRoleRequest({
        roleName: role.RoleName,
        assumeRolePolicyDocument: role.AssumeRolePolicyDocument,
        description: role.Description,
        maxSessionDuration: role.MaxSessionDuration,
      });
      const send = () => client.createRole(request);
      const body = await call('CreateRole', { RoleName: role.RoleName }, send, (answer) => answer.role);
      return { requestId: body.requestId ?? '' };
    },
    updateRole: async (update) => {
      const request = new sdk.UpdateRoleRequest({
        roleName: update.RoleName,
        newAssumeRolePolicyDocument: update.NewAssumeRolePolicyDocument,
        newDescription: update.NewDescription,
        newMaxSessionDuration: update.NewMaxSessionDuration,
      });
      const send = () => client.updateRole(request);
      const body = await call('UpdateRole', { RoleName: update.RoleName }, send, (answer) => answer.role);
      return { requestId: body.requestId ?? '' };
    },
  } satisfies Partial<RamPort>;
}

interface SdkRole {
  arn?: string;
  assumeRolePolicyDocument?: string;
  createDate?: string;
  description?: string;
  maxSessionDuration?: number;
  roleId?: string;
  roleName?: string;
  updateDate?: string;
}

/** RAM's default, in seconds, for an answer that does not say (older ones do not). */
const DEFAULT_SESSION = 3600;

function toSummary(role: SdkRole): RoleSummary {
  return {
    RoleName: role.roleName ?? '',
    RoleId: role.roleId ?? '',
    Arn: role.arn ?? '',
    Description: role.description ?? '',
    MaxSessionDuration: role.maxSessionDuration ?? DEFAULT_SESSION,
    CreateDate: role.createDate ?? '',
    UpdateDate: role.updateDate ?? '',
  };
}

function toRole(role: SdkRole): Role {
  return { ...toSummary(role), AssumeRolePolicyDocument: role.assumeRolePolicyDocument ?? '' };
}
