import { UnreachableError } from '../../errors.js';
import { sandboxEnvironment, shellLines } from '../../sandbox/env.js';
import { defineVerb } from '../verb.js';

export const sandboxEnv = defineVerb({
  name: 'env',
  summary: 'print the environment that points other clients at the sandbox',
  details:
    'For a shell: eval "$(ramrole sandbox env --as user/alice)". A server has to be running: ramrole sandbox serve.',
  examples: ['eval "$(ramrole sandbox env)"', 'ramrole sandbox env --as i-bp1sandbox0001 --output json'],
  arguments: {},
  options: {},
  sandbox: true,

  async run(context) {
    const sandbox = await context.sandbox();
    if (sandbox.owned) {
      throw new UnreachableError(`No sandbox is being served from ${context.sandboxFolder}.`, {
        next: `ramrole sandbox serve --sandbox=${context.sandboxFolder}`,
      });
    }
    const identity = await sandbox.identity(context.globals.as);
    // So that this tool is, in that shell, who the other clients are.
    const own = {
      RAMROLE_SANDBOX: context.sandboxFolder,
      RAMROLE_AS: identity.as,
      RAMROLE_SANDBOX_REGIONS: sandbox.regions.join(','),
    };
    const environment = { ...sandboxEnvironment(sandbox, identity), ...own };
    return {
      schema: 'ramrole.sandbox.env/1',
      data: { as: identity.as, account: sandbox.accountId, regions: sandbox.regions, environment },
      view: () => shellLines(environment),
    };
  },
});
