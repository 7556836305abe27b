import { UsageError } from '../../errors.js';
import { write } from '../present.js';
import { defineVerb } from '../verb.js';

export const sandboxServe = defineVerb({
  name: 'serve',
  summary: 'serve the sandbox in the foreground, for other clients and other terminals',
  details:
    'Prints its address and serves on 127.0.0.1 until it is interrupted. Other commands with the same folder join it.',
  examples: ['ramrole sandbox serve', 'ramrole sandbox serve --port 7070 --sandbox=./cloud'],
  arguments: {},
  options: { port: { flags: '--port <n>', type: 'text', help: 'TCP port (default: any that is free)' } },
  sandbox: true,

  async run(context, _args, { port }) {
    const { host, sandboxFolder } = context;
    const { serveSandbox } = await import('../../sandbox/open.js');
    const sandbox = await serveSandbox({
      dir: sandboxFolder,
      clock: host.clock,
      pid: host.pid,
      ...(port === undefined ? {} : { port: portNumber(port) }),
    });
    const { url, accountId: account, regions } = sandbox;
    const json = context.globals.output === 'json';
    const ready = { schema: 'ramrole.sandbox.serve/1', sandbox: true, url, account, regions, folder: sandboxFolder };
    await write(host.stdout, json ? `${JSON.stringify(ready)}\n` : `serving account ${account} at ${url}\n`);
    await Promise.race([host.interrupted(), sandbox.closed]);
    await sandbox.close();
    return { raw: '' };
  },
});

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new UsageError(`${JSON.stringify(text)} is not a port.`, { where: '--port', hint: 'A port is 0 to 65535.' });
}
