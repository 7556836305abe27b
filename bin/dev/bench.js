// What a user waits for, as a ratio to Node's own start: whole processes, interleaved, medians.
// Usage: npm run bench [-- RUNS]
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSandbox } from './bench-sandbox.js';

const runs = Number(process.argv[2] ?? 15);
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const ramrole = path('../ramrole.js');

// Of the sandbox's default population.
const ROLE = 'SandboxEcsReader';
const SETUP = ['setup', 'BenchRole', '--service', 'ecs', '--policy', 'system/AliyunOSSReadOnlyAccess', '--yes'];
const INSTANCE = ['--instance', 'i-bp1sandbox0001', '--region', 'cn-hangzhou'];

/** Each with the ratio that it should stay under as a Node bundle, where the design names one. */
const SUBJECTS = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'ramrole --help', args: [ramrole, '--help'], limit: 1.3 },
  { name: 'ramrole role show (GetRole and its policies)', args: [ramrole, 'role', 'show', ROLE] },
  { name: 'ramrole setup, first run (3 changes)', args: [ramrole, ...SETUP, ...INSTANCE] },
  { name: 'ramrole setup, nothing to do', args: [ramrole, ...SETUP, ...INSTANCE] },
  { name: 'official SDK from node_modules, GetRole', args: [path('../../test/bench/sdk-get-role.js'), ROLE] },
];

const state = await mkdtemp(join(tmpdir(), 'ramrole-bench-state-'));
const env = { ...process.env, RAMROLE_STATE_DIR: state };
// Where it is set, Node parses the whole bundle of certificates at every start, and every ratio looks too good.
delete env.NODE_EXTRA_CA_CERTS;

const sandbox = await startSandbox(env);
try {
  const times = SUBJECTS.map(() => []);
  for (let round = 0; round <= runs; round++) {
    const cloud = sandbox.reset();
    for (const [i, { name, args }] of SUBJECTS.entries()) {
      const ms = measure(name, args, cloud);
      // The first round warms the disk cache.
      if (round > 0) times[i].push(ms);
    }
  }
  process.stdout.write(report(times));
} finally {
  await sandbox.close();
  await rm(state, { recursive: true, force: true });
}

/** Milliseconds from the start of a process to its end. */
function measure(name, args, cloud) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { env: cloud, encoding: 'utf8' });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${name} ended with ${status}:\n${stderr}`);
  return ms;
}

function report(times) {
  const base = median(times[0]);
  const lines = SUBJECTS.map(({ name, limit }, i) => {
    const ms = median(times[i]);
    const aim = limit === undefined ? '' : `  (aim ${limit.toFixed(1)})`;
    return `${name.padEnd(46)}${ms.toFixed(0).padStart(8)}${(ms / base).toFixed(2).padStart(8)}${aim}\n`;
  });
  const header = `${'whole process'.padEnd(46)}${'ms'.padStart(8)}${'ratio'.padStart(8)}\n`;
  return `${header}${lines.join('')}median of ${runs} interleaved runs, Node ${process.version}, the sandbox in another process\n`;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
