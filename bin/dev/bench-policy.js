// Decisions per second of the policy engine, and how its cost grows with what it is given. Prints; asserts nothing.
// Usage: npm run bench:policy
import { build } from 'esbuild';

const { outputFiles } = await build({
  stdin: {
    contents: `
      export { compile } from './src/policy/evaluate/compile.ts';
      export { evaluate } from './src/policy/evaluate/evaluate.ts';
      export { policySet } from './src/policy/evaluate/policy-set.ts';
      export { parsePolicy } from './src/policy/parse/parse.ts';
      export { compileWildcard } from './src/policy/match/wildcard.ts';`,
    resolveDir: process.cwd(),
  },
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const engine = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);

// A small generator with a seed (mulberry32), so that every run measures the same policies.
let seed = 20261124;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const pick = (list) => list[Math.floor(random() * list.length)];
const many = (count, make) => Array.from({ length: count }, make);

const SERVICES = [
  'ecs',
  'oss',
  'ram',
  'sts',
  'vpc',
  'slb',
  'rds',
  'fc',
  'cs',
  'kms',
  'log',
  'dataworks',
  'paidsw',
  'pai',
];
const VERBS = ['Describe', 'List', 'Get', 'Create', 'Delete', 'Update', 'Start', 'Stop', 'Attach', 'Detach'];
const NOUNS = ['Instance', 'Instances', 'Bucket', 'Object', 'Role', 'Policy', 'Disk', 'Image', 'Key', 'Project'];

const action = (service) => `${service}:${pick(VERBS)}${pick(NOUNS)}`;
const name = () => `${pick(NOUNS).toLowerCase()}/${pick(['prod', 'test', 'dev'])}-${Math.floor(random() * 50)}`;

function actionPattern(service) {
  const kind = random();
  if (kind < 0.2) return `${service}:${pick(VERBS)}*`;
  return kind < 0.28 ? `${service}:*` : action(service);
}

function resourcePattern(service) {
  const kind = random();
  if (kind < 0.3) return '*';
  if (kind < 0.6) return `acs:${service}:*:*:${name()}*`;
  return `acs:${service}:*:${kind < 0.8 ? '1234567890123456' : ''}:${name()}`;
}

function statement() {
  const service = pick(SERVICES);
  const wide = random() < 0.03;
  return {
    Effect: random() < 0.15 ? 'Deny' : 'Allow',
    ...(wide
      ? { NotAction: many(3, () => `${service}:*`) }
      : { Action: many(1 + Math.floor(random() * 5), () => actionPattern(service)) }),
    Resource: many(1 + Math.floor(random() * 3), () => resourcePattern(service)),
    ...(random() < 0.25 && { Condition: pick(CONDITIONS) }),
  };
}

const CONDITIONS = [
  { IpAddress: { 'acs:SourceIp': ['10.0.0.0/8', '192.0.2.0/24', '2001:db8::/32'] } },
  { StringEquals: { 'acs:Service': ['ecs.aliyuncs.com', 'fc.aliyuncs.com'] } },
  { Bool: { 'acs:MFAPresent': 'true' }, DateLessThan: { 'acs:CurrentTime': '2027-01-01T00:00:00Z' } },
];

function request() {
  const service = pick(SERVICES);
  return {
    action: action(service),
    resource: `acs:${service}:cn-hangzhou:1234567890123456:${name()}`,
    context: {
      'acs:SourceIp': pick(['10.1.2.3', '8.8.8.8']),
      'acs:MFAPresent': true,
      'acs:CurrentTime': '2026-11-24T10:00:00Z',
    },
  };
}

const policies = (count, statements) =>
  many(count, (_, i) =>
    engine.compile({ name: `custom/P${i}`, document: { Version: '1', Statement: many(statements, statement) } }),
  );

/** Calls per second, the best of five rounds of at least 0.3 s; `work` gets a running number. */
function perSecond(work) {
  let best = 0;
  for (let round = 0; round < 5; round++) {
    const start = process.hrtime.bigint();
    let calls = 0;
    let ns = 0;
    while (ns < 3e8) {
      for (let i = 0; i < 100; i++) work(calls++);
      ns = Number(process.hrtime.bigint() - start);
    }
    best = Math.max(best, (calls / ns) * 1e9);
  }
  return best;
}

function row(name, rate, before) {
  const growth = before === undefined ? '' : `  (cost × ${(before / rate).toFixed(2)})`;
  process.stdout.write(`${name.padEnd(66)}${Math.round(rate).toLocaleString('en').padStart(12)}/s${growth}\n`);
  return rate;
}

const requests = many(10_007, request);
const twenty = policies(20, 40);
const set = engine.policySet(twenty);
const verdicts = Object.groupBy?.(requests, (one) => engine.evaluate(set, one).verdict) ?? {};
row(
  'decisions, 20 policies of 40 statements, 10,007 different requests',
  perSecond((i) => engine.evaluate(set, requests[i % requests.length])),
);
for (const [verdict, list] of Object.entries(verdicts)) process.stdout.write(`    ${verdict}: ${list.length}\n`);
row(
  'putting those policies together',
  perSecond(() => engine.policySet(twenty)),
);

process.stdout.write(
  '\nEach line has twice as much as the one before: the cost should not grow by much more than 2.\n',
);
let before;
for (const count of [10, 20, 40, 80]) {
  const doubled = engine.policySet(policies(count, 40));
  before = row(
    `decisions, ${count * 40} statements`,
    perSecond((i) => engine.evaluate(doubled, requests[i % requests.length])),
    before,
  );
}
before = undefined;
for (const count of [50, 100, 200, 400]) {
  const Resource = many(count, (_, i) => `acs:oss:*:*:bucket-${i}/*`);
  const one = engine.policySet([
    engine.compile({
      name: 'P',
      document: { Version: '1', Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource }] },
    }),
  ]);
  const asked = { action: 'oss:GetObject', resource: 'acs:oss:cn-hangzhou:1:other/key', context: {} };
  before = row(
    `decisions, ${count} patterns in one statement`,
    perSecond(() => engine.evaluate(one, asked)),
    before,
  );
}
before = undefined;
for (const count of [100, 200, 400, 800]) {
  const text = JSON.stringify({ Version: '1', Statement: many(count, statement) }, null, 2);
  before = row(
    `documents parsed, ${count} statements (${(text.length / 1024).toFixed(0)} KiB)`,
    perSecond(() => engine.parsePolicy(text, 'identity')),
    before,
  );
}
for (const [hostile, pattern] of [
  ['*a*a…*b*', (n) => `${'*a'.repeat(n / 2)}*b*`],
  ['*a…aba…a*', (n) => `*${'a'.repeat(n / 2)}b${'a'.repeat(n / 2)}*`],
  ['*a?a?…b*', (n) => `*${'a?'.repeat(n / 2)}b*`],
]) {
  before = undefined;
  for (const length of [500, 1000, 2000, 4000]) {
    const matches = engine.compileWildcard(pattern(length));
    const text = 'a'.repeat(2 * length);
    before = row(
      `matches of ${hostile}, pattern ${length}, text ${2 * length}`,
      perSecond(() => matches(text)),
      before,
    );
  }
}
