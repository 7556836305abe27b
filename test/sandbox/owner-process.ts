import { pid, stdin, stdout } from 'node:process';
import { openSandbox } from '../../src/sandbox/open.js';

/** A process that owns or joins the folder given as JSON on the command line, until its input ends or it is killed. */
async function main(dir: string, lingerMs: number): Promise<void> {
  const sandbox = await openSandbox({ dir, clock: Date, pid, lingerMs });
  stdout.write(`${JSON.stringify({ url: sandbox.url, owned: sandbox.owned, pid })}\n`);
  stdin.resume();
  stdin.on('end', () => void sandbox.close());
}

const [dir = '', lingerMs = '0'] = process.argv.slice(2);
await main(dir, Number(lingerMs));
