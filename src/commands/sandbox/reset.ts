import { defineVerb } from '../verb.js';

export const sandboxReset = defineVerb({
  name: 'reset',
  summary: 'put the sandbox back to its default population',
  details: 'Forgets every role, policy and log line of the folder and gives the users new AccessKeys.',
  examples: ['ramrole sandbox reset', 'ramrole sandbox reset --sandbox=./cloud'],
  arguments: {},
  options: {},
  sandbox: true,

  async run(context) {
    const sandbox = await context.sandbox();
    await sandbox.reset();
    return {
      schema: 'ramrole.sandbox.reset/1',
      data: { account: sandbox.accountId },
      view: () => `The sandbox of account ${sandbox.accountId} has its default population again.`,
    };
  },
});
