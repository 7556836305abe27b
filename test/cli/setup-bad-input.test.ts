import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWorld, temporaryFolder, type World } from './harness.js';

let world: World;
let folder: string;
beforeAll(async () => {
  world = await openWorld();
  folder = temporaryFolder();
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs what must be refused before anything is written. */
async function refused(argv: readonly string[]) {
  await world.forgetCalls();
  const run = await world.run([...argv, '--yes']);
  expect(await world.writes()).toEqual([]);
  expect(run.stdout).toBe('');
  return run;
}

const CASES: readonly [what: string, argv: readonly string[], exitCode: number, said: readonly string[]][] = [
  ['a role name over 64', ['setup', 'r'.repeat(65), '--service', 'ecs'], 2, ['65 characters', '1 to 64', 'ROLE']],
  [
    'a role name with odd characters',
    ['setup', 'Ecs Reader', '--service', 'ecs'],
    2,
    ['contains " "', 'letters, digits'],
  ],
  [
    'a service that is nearly right',
    ['setup', 'R', '--service', 'pai.aliyun.cs.com'],
    2,
    ['Did you mean pai.aliyuncs.com?'],
  ],
  ['a service in capitals', ['setup', 'R', '--service', 'ECS'], 2, ['Did you mean ecs.aliyuncs.com?']],
  [
    'an unknown service',
    ['setup', 'R', '--service', 'nonsense'],
    2,
    ['"nonsense"', 'ecs, pai, dataworks', '--service'],
  ],
  ['a placeholder service', ['setup', 'R', '--service', 'xxx.aliyuncs.com'], 2, ['placeholder']],
  ['no service for a new role', ['setup', 'R'], 2, ['nothing says who may assume it', '--service']],
  [
    'no such file',
    ['setup', 'R', '--service', 'ecs', '--policy-document', 'no.json', '--policy-name', 'P'],
    2,
    ['no.json', 'no such file'],
  ],
  [
    'a document without a name',
    ['setup', 'R', '--service', 'ecs', '--policy-document', 'no.json'],
    2,
    ['--policy-name'],
  ],
  [
    'an unknown policy',
    ['setup', 'R', '--service', 'ecs', '--policy', 'AliyunOSSReadOnlyAcces'],
    4,
    ['AliyunOSSReadOnlyAccess', '--policy'],
  ],
  [
    'an unknown prefix',
    ['setup', 'R', '--service', 'ecs', '--policy', 'sytem/AliyunOSSReadOnlyAccess'],
    2,
    ['system/NAME'],
  ],
  [
    'an unknown user',
    ['setup', 'R', '--service', 'ecs', '--pass-role-to', 'user/alicia'],
    4,
    ['user/alicia', 'Did you mean user/alice'],
  ],
  [
    'a grantee without its type',
    ['setup', 'R', '--service', 'ecs', '--pass-role-to', 'alice'],
    2,
    ['user/NAME, group/NAME or role/NAME'],
  ],
  ['an unknown instance', ['setup', 'R', '--instance', 'i-nosuch'], 4, ['i-nosuch@cn-hangzhou', 'instance list']],
  ['the wrong region', ['setup', 'R', '--instance', 'i-2zesandbox0001'], 4, ['i-2zesandbox0001@cn-beijing']],
  ['a malformed instance', ['setup', 'R', '--instance', 'bp1sandbox0001'], 2, ['i-…']],
  [
    'a malformed region',
    ['setup', 'R', '--instance', 'i-bp1sandbox0001', '--region', 'Hangzhou!'],
    2,
    ['Hangzhou!', '--region'],
  ],
  ['a classic-network instance', ['setup', 'R', '--instance', 'i-bp1sandbox0009'], 5, ['classic network', 'VPC']],
  ['a service-linked role', ['setup', 'AliyunServiceRoleForECS', '--service', 'ecs'], 5, ['service-linked role']],
  ['--yes with --dry-run', ['setup', 'R', '--service', 'ecs', '--dry-run'], 2, ['contradict']],
  ['an unknown option', ['setup', 'R', '--servce', 'ecs'], 2, ['--servce', '--service']],
  ['an unknown command', ['stup', 'R'], 2, ['stup', 'setup']],
];

describe('bad input', () => {
  it.each(CASES)('%s', async (_what, argv, exitCode, said) => {
    const run = await refused(argv);
    for (const words of said) expect(run.stderr).toContain(words);
    expect(run.exitCode).toBe(exitCode);
  });

  it('a query that is none, before anything is written', async () => {
    await world.forgetCalls();
    const run = await world.run(['setup', 'R', '--service', 'ecs', '--yes', '--query', 'changes[']);
    expect(run.json).toMatchObject({ schema: 'ramrole.error/1', error: { exitCode: 2, where: '--query' } });
    expect(await world.calls()).toEqual([]);
  });

  it('names line, column and statement of a malformed document, all at once', async () => {
    const path = file(
      'bad.json',
      '{\n  "Version": "1",\n  "Statement": [\n    { "Effect": "Alow", "Action": "oss:*" }\n  ]\n}\n',
    );
    const run = await refused(['setup', 'R', '--service', 'ecs', '--policy-document', path, '--policy-name', 'P']);
    expect(run.stderr).toMatch(/bad\.json:4:\d+: Statement\[0\]\.Effect/);
    expect(run.stderr).toMatch(/bad\.json:4:\d+: Statement\[0\].*Resource/);
    expect(run.exitCode).toBe(2);
  });

  it('names where a text stops being JSON', async () => {
    const path = file('broken.json', '{ "Version": "1",\n  "Statement": [ }\n');
    const run = await refused(['setup', 'R', '--service', 'ecs', '--policy-document', path, '--policy-name', 'P']);
    expect(run.stderr).toMatch(/broken\.json:2:18/);
    expect(run.exitCode).toBe(2);
  });

  it.each([
    ['[ECS RAM Action]', '{"Version":"1","Statement":[{"Effect":"Allow","Action":"[ECS RAM Action]","Resource":"*"}]}'],
    [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder of the seed
      '${RoleName}',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder of the seed
      '{"Version":"1","Statement":[{"Effect":"Allow","Action":"ram:PassRole","Resource":"acs:ram::*:role/${RoleName}"}]}',
    ],
  ])('refuses the placeholder %s', async (placeholder, document) => {
    const path = file('placeholder.json', document);
    const run = await refused(['setup', 'R', '--service', 'ecs', '--policy-document', path, '--policy-name', 'P']);
    expect(run.stderr).toContain(placeholder);
    expect(run.stderr).toContain('Statement[0]');
    expect(run.exitCode).toBe(2);
  });

  it('asks which policy a bare name means when there are two', async () => {
    const path = file(
      'own.json',
      '{"Version":"1","Statement":[{"Effect":"Allow","Action":"oss:Get*","Resource":"*"}]}',
    );
    const named = ['--policy-document', path, '--policy-name', 'AliyunOSSReadOnlyAccess'];
    expect((await world.run(['setup', 'Twin', '--service', 'ecs', ...named, '--yes'])).exitCode).toBe(0);
    const run = await refused(['setup', 'Twin', '--policy', 'AliyunOSSReadOnlyAccess']);
    expect(run.stderr).toContain('system/AliyunOSSReadOnlyAccess or custom/AliyunOSSReadOnlyAccess');
    expect(run.exitCode).toBe(2);
  });

  it('refuses an instance that carries another role and names replace', async () => {
    expect((await world.run(['setup', 'First', '--instance', 'i-bp1sandbox0002', '--yes'])).exitCode).toBe(0);
    const run = await refused(['setup', 'Second', '--instance', 'i-bp1sandbox0002']);
    expect(run.stderr).toContain('carries the role First');
    expect(run.stderr).toContain('ramrole instance replace i-bp1sandbox0002@cn-hangzhou --role Second');
    expect(run.exitCode).toBe(5);
  });

  it('says an error as JSON: one document on stdout, the same as the last line of stderr', async () => {
    const run = await world.run(['setup', 'R', '--service', 'pai.aliyun.cs.com', '--output', 'json']);
    expect(run.json).toMatchObject({
      schema: 'ramrole.error/1',
      error: { exitCode: 2, where: '--service', hint: 'Did you mean pai.aliyuncs.com?' },
    });
    expect(JSON.parse(run.stderr.trimEnd().split('\n').at(-1) ?? '')).toEqual(run.json);
  });
});
