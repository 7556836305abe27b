import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorld } from '../cli/harness.js';
import { journalPaths } from '../plan/journal-files.js';
import { atTerminal } from './terminal.js';

const SETUP = ['setup', 'Asked', '--policy', 'AliyunOSSReadOnlyAccess', '--instance', 'i-bp1sandbox0001'];
const QUESTION = 'Apply this plan? (y/N)';
const ESCAPE = '\u001b';
const COLOUR = `${ESCAPE}[3`;

describe('setup at a terminal', () => {
  it('shows the plan, asks, and applies on "y"', async () => {
    const world = await openWorld();
    const person = atTerminal(world, SETUP);
    await person.sees(QUESTION);
    expect(person.text()).toContain('+ create role/Asked');
    expect(person.text()).toContain('"ecs.aliyuncs.com"');
    expect(person.text()).toContain('Plan: 3 to change');
    expect(person.raw()).toContain(COLOUR);
    expect(await world.writes()).toEqual([]);
    person.types('y\r');
    expect(await person.ended).toBe(0);
    expect(person.text()).toContain('3 of 3 changes made, read back and verified.');
    expect(person.text()).toMatch(/proven +i-bp1sandbox0001@cn-hangzhou yields credentials of Asked: STS\.\*{4}/);
    expect(await world.writes()).toHaveLength(3);
  });

  it.each([
    ['n', 'n\r'],
    ['Enter', '\r'],
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('writes nothing on %s', async (_what, keys) => {
    const world = await openWorld();
    const person = atTerminal(world, SETUP);
    await person.sees(QUESTION);
    person.types(keys);
    expect(await person.ended).toBe(130);
    expect(await world.writes()).toEqual([]);
    expect(journalPaths(world.stateFolder)).toEqual([]);
  });

  it('asks nothing when there is nothing to do, or with --yes', async () => {
    const world = await openWorld();
    const first = atTerminal(world, [...SETUP, '--yes']);
    expect(await first.ended).toBe(0);
    expect(first.text()).not.toContain('(y/N)');
    const second = atTerminal(world, SETUP);
    expect(await second.ended).toBe(0);
    expect(second.text()).toContain('Nothing to do');
    expect(second.text()).not.toContain('(y/N)');
  });

  it('paints nothing with NO_COLOR', async () => {
    const world = await openWorld();
    const person = atTerminal(world, SETUP, { NO_COLOR: '1' });
    await person.sees(QUESTION);
    person.types('y\r');
    expect(await person.ended).toBe(0);
    // Cursor movements may be there, colours and weights may not.
    expect(person.raw()).not.toMatch(new RegExp(`${ESCAPE}\\[[0-9;]*m`));
  });

  it('steers nothing but the question on a dumb terminal', async () => {
    const world = await openWorld();
    const person = atTerminal(world, SETUP, { TERM: 'dumb' });
    await person.sees(QUESTION);
    expect(person.raw().split('Apply this plan?')[0]).not.toMatch(new RegExp(`${ESCAPE}\\[[0-9;]*m`));
    person.types('y\r');
    expect(await person.ended).toBe(0);
    expect(person.raw()).not.toMatch(new RegExp(`${ESCAPE}\\[[0-9;]*m`));
  });

  it('asks on stderr when stdout goes to a file, and keeps stdout clean', async () => {
    const world = await openWorld();
    const file = join(dirname(world.folder), 'result.json');
    const person = atTerminal(world, [...SETUP, '--output', 'json'], {}, (command) => `${command} > '${file}'`);
    await person.sees(QUESTION);
    expect(person.text()).toContain('+ create role/Asked');
    person.types('y\r');
    expect(await person.ended).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8')).summary).toMatchObject({ total: 3, done: 3 });
  });

  it('says a "no" as the one document on stdout too', async () => {
    const world = await openWorld();
    const file = join(dirname(world.folder), 'declined.json');
    const person = atTerminal(world, [...SETUP, '--output', 'json'], {}, (command) => `${command} > '${file}'`);
    await person.sees(QUESTION);
    person.types('n\r');
    expect(await person.ended).toBe(130);
    const { schema, error } = JSON.parse(readFileSync(file, 'utf8'));
    expect({ schema, exitCode: error.exitCode }).toEqual({ schema: 'ramrole.error/1', exitCode: 130 });
  });

  it('does not ask where stderr or stdin is no terminal', async () => {
    const world = await openWorld();
    for (const redirection of ['2> /dev/null', '< /dev/null']) {
      const person = atTerminal(world, SETUP, {}, (command) => `${command} ${redirection}`);
      expect(await person.ended).toBe(2);
      expect(person.text()).not.toContain('(y/N)');
    }
    expect(await world.writes()).toEqual([]);
  });
});
