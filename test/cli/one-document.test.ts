import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openWorld, type Run, runCommand, temporaryFolder, type World } from './harness.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

const run = (...argv: string[]) => world.run(argv);
const as = (who: string, ...argv: string[]) => world.run(argv, { as: who });
const SETUP = ['setup', 'Doc', '--service', 'ecs'];

/** Two attachments, of which the first is throttled until it gives up; the second finds the cloud willing again. */
async function partly(...output: string[]): Promise<Run> {
  const other = await openWorld();
  await other.run(['setup', 'Both', '--service', 'ecs', '--yes']);
  const argv = ['setup', 'Both', '--policy', 'AliyunOSSReadOnlyAccess', '--policy', 'AliyunECSReadOnlyAccess', '--yes'];
  await other.sandbox.addFault({ action: 'AttachPolicyToRole', kind: 'throttle', times: 5 });
  return other.run([...argv, ...output]);
}

/** Each exit code that a command line without a terminal can be brought to, with how (130: test/pty). */
const WAYS: readonly [exitCode: number, what: string, go: (...output: string[]) => Promise<Run>][] = [
  [0, 'a list', (...output) => run('role', 'list', ...output)],
  [0, 'a plan', (...output) => run(...SETUP, '--dry-run', ...output)],
  [0, 'nothing to do', (...output) => run('setup', 'SandboxEcsReader', '--service', 'ecs', ...output)],
  [0, 'a reset', async (...output) => (await openWorld()).run(['sandbox', 'reset', ...output])],
  [2, 'a wrong option', (...output) => run('role', 'list', '--nonsense', ...output)],
  [2, 'a wrong command', (...output) => run('nonsense', ...output)],
  [2, 'a missing argument', (...output) => run('role', 'show', ...output)],
  [2, 'bad input', (...output) => run('setup', 'R', '--service', 'pai.aliyun.cs.com', ...output)],
  [2, 'nobody to ask', (...output) => run(...SETUP, ...output)],
  [3, 'a refused read', (...output) => as('user/bob', 'role', 'list', ...output)],
  [3, 'a refused write', (...output) => as('user/alice', ...SETUP, '--yes', ...output)],
  [4, 'something that is not there', (...output) => run('role', 'show', 'Nosuch', ...output)],
  [5, 'a conflict', (...output) => run('setup', 'Other', '--instance', 'i-bp1sandbox0004', '--yes', ...output)],
  [5, 'another account', (...output) => run(...SETUP, '--yes', '--expect-account', '1', ...output)],
  [6, 'a plan that was partly done', partly],
  [
    7,
    'a cloud that cannot be reached',
    (...output) =>
      runCommand(['role', 'list', ...output], {
        home: temporaryFolder(),
        env: {
          ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAInobody',
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'nothing',
          RAM_ENDPOINT: '127.0.0.1:9',
          STS_ENDPOINT: '127.0.0.1:9',
        },
      }),
  ],
];

describe('--output json is one document on stdout', () => {
  it.each(WAYS)('at exit code %i: %s', async (exitCode, _what, go) => {
    const shown = await go('--output', 'json');
    expect(shown.exitCode).toBe(exitCode);
    // JSON.parse refuses anything before or after the one document.
    expect(shown.json.schema).toMatch(/^ramrole\.[a-z.-]+\/1$/);
    expect(shown.stdout.endsWith('\n')).toBe(true);
    if (exitCode === 0) return;
    const last = JSON.parse(shown.stderr.trimEnd().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ schema: 'ramrole.error/1', error: { exitCode } });
    if (shown.json.schema === 'ramrole.error/1') expect(last).toEqual(shown.json);
    else expect(shown.json).toHaveProperty('changes');
  });

  it.each(WAYS)('and YAML another, at exit code %i: %s', async (exitCode, _what, go) => {
    const shown = await go('--output=yaml');
    expect(shown.exitCode).toBe(exitCode);
    expect(parse(shown.stdout).schema).toMatch(/^ramrole\.[a-z.-]+\/1$/);
  });

  it('says of each change how it ended at exit code 6', async () => {
    const { json, stderr } = await partly('--output', 'json');
    const ended = json.changes.map((change: { status: string }) => change.status);
    expect(ended.toSorted()).toEqual(['done', 'failed']);
    expect(stderr).toContain('1 of 2 failed');
  });
});
