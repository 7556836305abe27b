import { defineVerb } from '../verb.js';
import { SETUP_OPTIONS } from './options.js';

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
  options: SETUP_OPTIONS,

  // Loaded when it runs: the help needs neither the planner nor the policy language.
  run: async (context, { role }, options) => (await import('./run.js')).runSetup(context, role, options),
});
