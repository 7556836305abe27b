import { renderTable } from '../../output/table.js';
import { defineVerb } from '../verb.js';

export const roleList = defineVerb({
  name: 'list',
  summary: 'list the roles of the account',
  examples: ['ramrole role list', "ramrole role list --query 'roles[].RoleName'"],
  arguments: {},
  options: {},

  async run(context) {
    const roles = await (await (await context.cloud()).ram()).listRoles();
    return {
      schema: 'ramrole.role.list/1',
      data: { roles },
      view: (paint) =>
        roles.length === 0
          ? 'There are no roles.'
          : renderTable(
              [
                { header: 'ROLE', value: (role) => role.RoleName },
                { header: 'SESSION', value: (role) => `${role.MaxSessionDuration} s` },
                { header: 'CREATED', value: (role) => role.CreateDate },
                { header: 'DESCRIPTION', value: (role) => role.Description },
              ],
              roles,
              paint,
            ),
    };
  },
});
