import { defineVerb } from '../verb.js';

export const sandboxLog = defineVerb({
  name: 'log',
  summary: "print the sandbox's calls as JSON lines",
  details:
    'Time, caller, action, resource, verdict and RequestId of every call. Never a parameter, a body or a secret.',
  examples: ['ramrole sandbox log', 'ramrole sandbox log --writes | jq -r .action'],
  arguments: {},
  options: { writes: { flags: '--writes', type: 'flag', help: 'only calls that change something' } },
  sandbox: true,

  async run(context, _args, { writes }) {
    const entries = await (await context.sandbox()).log();
    const shown = writes ? entries.filter((entry) => entry.write) : entries;
    return { raw: shown.map((entry) => `${JSON.stringify(entry)}\n`).join('') };
  },
});
