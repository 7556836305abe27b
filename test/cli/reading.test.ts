import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { as, ECS_TRUST, ram } from '../sandbox/sandbox-fixture.js';
import { openWorld, runCommand, temporaryFolder, type World } from './harness.js';

/** A title change, a colour, a bell, a line break with a forged prompt, and a bidi override. */
const HOSTILE = '\u001b]0;owned\u0007\u001b[31mred\u001b[0m\u0007\r\nroot# rm \u202eevil';
/** Control characters but the line break, and what hides the direction of text. */
const CONTROL = /(?!\n)[\p{Cc}\p{Bidi_C}]/u;
/** Piped output separates its fields by tabs. */
const CONTROL_BUT_TAB = /(?![\n\t])[\p{Cc}\p{Bidi_C}]/u;
const TERMINAL = { terminal: true };

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const client = (await as(world.sandbox)).ram;
  const request = { roleName: 'Hostile', assumeRolePolicyDocument: ECS_TRUST, description: HOSTILE };
  await client.createRole(new ram.CreateRoleRequest(request));
});

describe('role', () => {
  it('list: a table, JSON, YAML and a query of one and the same', async () => {
    const table = await world.run(['role', 'list'], TERMINAL);
    expect(table.exitCode).toBe(0);
    expect(table.stdout).toMatch(/^ROLE +SESSION +CREATED +DESCRIPTION/);
    expect(table.stdout).toMatch(/^SandboxEcsReader +3600 s +\d{4}-\d\d-\d\dT\S+ +Reads the bucket sandbox-data/m);
    // Piped: no header, fields separated by tabs.
    expect((await world.run(['role', 'list'])).stdout).toMatch(/^SandboxEcsReader\t3600 s\t/);
    const { json } = await world.run(['role', 'list', '--output', 'json']);
    expect(json).toMatchObject({ schema: 'ramrole.role.list/1', sandbox: true });
    const names = json.roles.map((role: { RoleName: string }) => role.RoleName);
    expect(names.toSorted()).toEqual(['AliyunServiceRoleForECSArchive', 'Hostile', 'SandboxEcsReader']);
    const yaml = await world.run(['role', 'list', '-o', 'yaml']);
    expect(parse(yaml.stdout)).toEqual(json);
    const queried = await world.run(['role', 'list', '--query', 'roles[].RoleName']);
    expect(queried.json).toEqual(names);
  });

  it('show: the trust policy and what is attached, however the name is written', async () => {
    const text = await world.run(['role', 'show', 'SandboxEcsReader']);
    expect(text.stdout).toContain('acs:ram::1234567890123456:role/sandboxecsreader');
    expect(text.stdout).toContain('custom/SandboxBucketReader');
    expect(text.stdout).toContain('"ecs.aliyuncs.com"');
    const { json } = await world.run(['role', 'show', 'sandboxecsreader', '--output', 'json']);
    expect(json).toMatchObject({
      schema: 'ramrole.role.show/1',
      role: { RoleName: 'SandboxEcsReader', MaxSessionDuration: 3600 },
      policies: [{ PolicyName: 'SandboxBucketReader', PolicyType: 'Custom' }],
    });
    const yaml = await world.run(['role', 'show', 'SandboxEcsReader', '-o', 'yaml', '--query', 'role.RoleName']);
    expect(parse(yaml.stdout)).toBe('SandboxEcsReader');
  });

  it('show: an unknown role, with the nearest names', async () => {
    const run = await world.run(['role', 'show', 'SandboxEcsRaeder']);
    expect(run.exitCode).toBe(4);
    expect(run.stderr).toContain('There is no role SandboxEcsRaeder.');
    expect(run.stderr).toContain('Did you mean SandboxEcsReader?');
    expect(run.stdout).toBe('');
  });

  it.each([['list'], ['show', 'Hostile']])(
    '%s: what is in a description cannot steer the terminal',
    async (...argv) => {
      for (const [options, control] of [
        [TERMINAL, CONTROL],
        [{}, CONTROL_BUT_TAB],
      ] as const) {
        const text = await world.run(['role', ...argv], options);
        expect(text.stdout).toContain('red');
        expect(text.stdout).not.toMatch(control);
        // The forged line does not begin one.
        expect(text.stdout).not.toMatch(/^root#/m);
      }
      const json = await world.run(['role', ...argv, '--output', 'json']);
      expect(json.stdout).not.toMatch(CONTROL);
      const role = json.json.role ?? json.json.roles.find((one: { RoleName: string }) => one.RoleName === 'Hostile');
      expect(role.Description).toBe(HOSTILE);
      const yaml = await world.run(['role', ...argv, '--output', 'yaml']);
      expect(yaml.stdout).not.toMatch(CONTROL);
      expect(parse(yaml.stdout)).toEqual(json.json);
    },
  );

  it('setup: nor in the plan that merges into such a role', async () => {
    const run = await world.run(['setup', 'Hostile', '--service', 'fc.aliyuncs.com', '--dry-run']);
    expect(run.stdout).toContain('fc.aliyuncs.com');
    expect(run.stdout + run.stderr).not.toMatch(CONTROL);
  });
});

describe('instance', () => {
  it('list: one region, or all of them, with the roles', async () => {
    const here = await world.run(['instance', 'list'], TERMINAL);
    expect(here.stdout).toMatch(/^i-bp1sandbox0004 +cn-hangzhou +SandboxEcsReader +Running +vpc +reader/m);
    expect(here.stdout).toMatch(/^i-bp1sandbox0009 +cn-hangzhou +- +Running +classic/m);
    expect(here.stdout).not.toContain('cn-beijing');
    const north = await world.run(['instance', 'list', '--region', 'cn-beijing', '--query', 'instances[].InstanceId']);
    expect(north.json).toEqual(['i-2zesandbox0001', 'i-2zesandbox0002', 'i-2zesandbox0009']);
    const all = await world.run(['instance', 'list', '--all-regions', '--output', 'json']);
    expect(all.json.regions).toEqual(['cn-hangzhou', 'cn-beijing']);
    expect(all.json.instances).toHaveLength(10);
    const yaml = await world.run(['instance', 'list', '--all-regions', '--output', 'yaml']);
    expect(parse(yaml.stdout)).toEqual(all.json);
  });

  it('show: in its region, by address or by --region', async () => {
    const { json } = await world.run(['instance', 'show', 'i-bp1sandbox0004', '--output', 'json']);
    expect(json).toMatchObject({
      schema: 'ramrole.instance.show/1',
      instance: { InstanceId: 'i-bp1sandbox0004', RamRoleName: 'SandboxEcsReader', Tags: { env: 'prod' } },
    });
    const text = await world.run(['instance', 'show', 'i-2zesandbox0001@cn-beijing'], TERMINAL);
    expect(text.stdout).toMatch(/^RamRoleName:? +-$/m);
    const query = ['--query', 'instance.RegionId'];
    const north = await world.run(['instance', 'show', 'i-2zesandbox0001', '--region', 'cn-beijing', ...query]);
    expect(north.json).toBe('cn-beijing');
  });

  it('show: one that is not there', async () => {
    const run = await world.run(['instance', 'show', 'i-nosuch']);
    expect(run.exitCode).toBe(4);
    expect(run.stderr).toContain('i-nosuch@cn-hangzhou');
    expect(run.stderr).toContain('instance list --all-regions');
  });
});

describe('credentials show', () => {
  it('masks the secrets, in every form, unless --reveal', async () => {
    const inside = { as: 'i-bp1sandbox0004' };
    const revealed = (await world.run(['credentials', 'show', '--reveal', '-o', 'json'], inside)).json;
    expect(revealed).toMatchObject({ masked: false, roleName: 'SandboxEcsReader', expired: false });
    const { AccessKeyId, AccessKeySecret, SecurityToken } = revealed.credential;
    for (const form of ['table', 'json', 'yaml']) {
      const run = await world.run(['credentials', 'show', '--output', form], inside);
      expect(run.exitCode).toBe(0);
      for (const secret of [AccessKeyId, AccessKeySecret, SecurityToken]) {
        expect(run.stdout + run.stderr).not.toContain(secret);
        expect(run.stdout).toContain(`****${secret.slice(-4)}`);
      }
    }
    const table = await world.run(['credentials', 'show', '--reveal'], inside);
    expect(table.stdout).toContain(SecurityToken);
  });

  it('works on a hardened instance, which answers only to a token', async () => {
    const setup = ['setup', 'Hard', '--instance', 'i-bp1sandbox0005', '--yes'];
    expect((await world.run(setup)).exitCode).toBe(0);
    const run = await world.run(['credentials', 'show', '-o', 'json'], { as: 'i-bp1sandbox0005' });
    expect(run.json).toMatchObject({ roleName: 'Hard', masked: true });
  });

  it('says when the instance carries no role', async () => {
    const run = await world.run(['credentials', 'show'], { as: 'i-bp1sandbox0003' });
    expect(run.exitCode).toBe(4);
    expect(run.stderr).toContain('carries no role');
  });

  it('says when it is not inside an instance', async () => {
    const sandbox = await world.run(['credentials', 'show']);
    expect(sandbox.exitCode).toBe(2);
    expect(sandbox.stderr).toContain('--as i-…');
    const outside = await runCommand(['credentials', 'show'], {
      home: temporaryFolder(),
      env: { ALIBABA_CLOUD_IMDS_ENDPOINT: 'http://127.0.0.1:9' },
    });
    expect(outside.exitCode).toBe(7);
  });

  it('sends nothing to a metadata service of another machine over plain HTTP', async () => {
    const run = await runCommand(['credentials', 'show'], {
      home: temporaryFolder(),
      env: { ALIBABA_CLOUD_IMDS_ENDPOINT: 'http://metadata.example.com' },
    });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('ALIBABA_CLOUD_IMDS_ENDPOINT');
  });
});
