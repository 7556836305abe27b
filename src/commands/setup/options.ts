import { SERVICES } from '../../model/service-principal.js';
import { PLAN_OPTIONS } from '../plan-options.js';
import type { OptionSpec, OptionValues } from '../verb.js';

/** What `setup` takes. */
export const SETUP_OPTIONS = {
  service: {
    flags: '--service <service>',
    type: 'list',
    help: `who may assume the role: ${Object.keys(SERVICES).join(', ')} or <name>.aliyuncs.com (repeatable; default: the services of the instances)`,
  },
  policy: {
    flags: '--policy <policy>',
    type: 'list',
    help: 'policy to attach: system/NAME, custom/NAME or NAME (repeatable)',
  },
  policyDocument: {
    flags: '--policy-document <file>',
    type: 'list',
    help: 'document of a custom policy to make and attach, each with a --policy-name (repeatable)',
  },
  policyName: {
    flags: '--policy-name <name>',
    type: 'list',
    help: 'name of the custom policy of the --policy-document at the same place',
  },
  passRoleTo: {
    flags: '--pass-role-to <principal>',
    type: 'list',
    help: 'who may put this role on instances: user/NAME, group/NAME or role/NAME (repeatable)',
  },
  passRoleCondition: {
    flags: '--pass-role-condition <when>',
    type: 'text',
    choices: ['auto', 'always', 'never'],
    help: 'narrow the PassRole grant to the services by acs:Service; auto: where each is known to set it (default: auto)',
  },
  instance: {
    flags: '--instance <instance>',
    type: 'list',
    help: 'instance to carry the role: i-…[@region] (repeatable)',
  },
  instancesFrom: {
    flags: '--instances-from <file>',
    type: 'text',
    help: 'file with one instance per line; - reads stdin',
  },
  ...PLAN_OPTIONS,
} as const satisfies Record<string, OptionSpec>;

export type SetupOptions = OptionValues<typeof SETUP_OPTIONS>;
