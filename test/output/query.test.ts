import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { checkQuery, runQuery } from '../../src/output/query.js';

const data = { roles: [{ RoleName: 'a', MaxSessionDuration: 3600 }, { RoleName: 'b' }], absent: undefined };

describe('runQuery', () => {
  it.each([
    ['roles[].RoleName', ['a', 'b']],
    ["roles[?RoleName=='b'] | [0].RoleName", 'b'],
    ['length(roles)', 2],
    ['absent', null],
    ['keys(@)', ['roles']],
  ])('%s', async (expression, expected) => {
    expect(await runQuery(expression, data)).toEqual(expected);
  });

  it('says which argument a function does not take', async () => {
    const error = await failure(runQuery('sum(roles)', data));
    expect(error.message).toMatch(/sum\(\) expected argument 1/);
    expect(error).toMatchObject({ exitCode: 2, where: '--query' });
  });

  it('queries nothing as null', async () => {
    expect(await runQuery('@', undefined)).toBeNull();
  });
});

describe('checkQuery', () => {
  it.each([
    ['roles[', 7],
    ['roles[].', 9],
    ['roles[] RoleName', 9],
    ['roles[?a==1]', 11],
    ['a | lenght(b)', 5],
    ['foo["bar"]', 5],
    ['a.b.c ; d', 7],
    ['', 1],
  ])('%s is refused at column %i', async (expression, column) => {
    const error = await failure(checkQuery(expression));
    expect(error.message).toContain(`at column ${column}:`);
    expect(error.message.split('\n').at(-1)).toBe(`  ${' '.repeat(column - 1)}^`);
    expect(error).toMatchObject({ exitCode: 2, where: '--query' });
  });

  it('draws no picture of what would not line up', async () => {
    const error = await failure(checkQuery(`${'x'.repeat(200)} y`));
    expect(error.message).toContain('at column 202:');
    expect(error.message).not.toContain('\n');
    expect((await failure(checkQuery('"角" y'))).message).toContain('at column 5:');
  });

  it('accepts what it then runs', async () => {
    await expect(checkQuery('roles[*].{n: RoleName} | sort_by(@, &n)')).resolves.toBeUndefined();
  });
});

async function failure(promise: Promise<unknown>): Promise<UsageError> {
  const error = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(UsageError);
  return error as UsageError;
}
