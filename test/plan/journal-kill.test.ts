import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openWorld } from '../cli/harness.js';
import { journalPaths, readJournal } from './journal-files.js';

const BIN = fileURLToPath(new URL('../../bin/ramrole.js', import.meta.url));

/** Write calls, each of which a killed process was waiting for. */
const CALLS = ['CreateRole', 'AttachPolicyToUser', 'AttachInstanceRamRole'] as const;

it.each(CALLS)(
  'kill -9 while %s is under way leaves a journal that says so, and a re-run converges',
  async (action) => {
    const world = await openWorld();
    const argv = ['setup', 'Reader', '--policy', 'AliyunOSSReadOnlyAccess', '--pass-role-to', 'user/alice'];
    argv.push('--instance', 'i-bp1sandbox0001', '--yes', '--output', 'json');
    await world.sandbox.addFault({ action, kind: 'latency', ms: 2000 });

    // The sandbox is served by this process; the one that is killed joins it.
    const home = dirname(world.folder);
    const child = spawn(process.execPath, [BIN, ...argv], {
      cwd: home,
      env: { PATH: process.env['PATH'], HOME: home, RAMROLE_SANDBOX: world.folder },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    const underWay = () => {
      const [path] = journalPaths(world.stateFolder);
      return path !== undefined && readJournal(path).open.some((before) => before.action.endsWith(`:${action}`));
    };
    while (!underWay() && child.exitCode === null) await sleep(10);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);

    const [path = ''] = journalPaths(world.stateFolder);
    const { open, entries } = readJournal(path);
    expect(open.map((before) => before.action.split(':')[1])).toContain(action);
    expect(entries.some((entry) => entry.type === 'end')).toBe(false);

    const again = await world.run(argv);
    expect(again.json.summary).toMatchObject({ failed: 0, notDone: 0 });
    expect(again.exitCode).toBe(0);
    expect(again.json.changes.length).toBeGreaterThan(0);
    const shown = await world.run(['role', 'show', 'Reader', '--output', 'json']);
    expect(shown.json.policies).toHaveLength(1);
    expect((await world.run([...argv.slice(0, -3), '--dry-run', '--output', 'json'])).json.changes).toEqual([]);
  },
);
