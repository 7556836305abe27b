import { SERVICES } from '../../model/service-principal.js';
import { PLAN_OPTIONS } from '../plan-options.js';
import { defineVerb, type OptionSpec, type OptionValues } from '../verb.js';

const OPTIONS = {
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

export type SetupOptions = OptionValues<typeof OPTIONS>;

export const setup = defineVerb({
  name: 'setup',
  summary: 'make a role, grant it, and put it on instances, as one plan',
  details:
    'Makes what is missing of: a role that the services may assume, its policies, who may pass it, and the instances that carry it. ' +
    'Adds and never removes; a second run finds nothing to do.',
  examples: [
    'ramrole setup EcsReader --service ecs --policy AliyunOSSReadOnlyAccess --instance i-bp1sandbox0001',
    'ramrole setup EcsReader --service ecs --pass-role-to user/alice --dry-run',
    'ramrole setup EcsReader --instances-from ids.txt --region cn-hangzhou --yes --output json',
  ],
  arguments: { role: { help: 'name of the role: 1 to 64 letters, digits, "." and "-"' } },
  options: OPTIONS,

  // Loaded when it runs: the help needs neither the planner nor the policy language.
  run: async (context, { role }, options) => (await import('./run.js')).runSetup(context, role, options),
});
