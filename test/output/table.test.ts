import { describe, expect, it } from 'vitest';
import { createStyle } from '../../src/output/style.js';
import { type Column, renderTable } from '../../src/output/table.js';

interface Role {
  readonly RoleName: string;
  readonly Description: string;
}

const columns: Column<Role>[] = [
  { header: 'Name', value: (role) => role.RoleName },
  { header: 'Description', value: (role) => role.Description },
];
const roles: Role[] = [
  { RoleName: 'EcsReader', Description: 'reads buckets' },
  { RoleName: 'x', Description: '' },
];
const terminal = { terminal: true, width: 80, style: createStyle(false) };
const pipe = { terminal: false, width: 80, style: createStyle(true) };

describe('renderTable on a terminal', () => {
  it('aligns the columns under a header and leaves no trailing blanks', async () => {
    expect(await renderTable(columns, roles, terminal)).toBe(
      ['NAME       DESCRIPTION', 'EcsReader  reads buckets', 'x', ''].join('\n'),
    );
  });

  it('sets the header in bold', async () => {
    const text = await renderTable(columns, roles, { ...terminal, style: createStyle(true) });
    expect(text.split('\n')[0]).toBe('\u001b[1mNAME       DESCRIPTION\u001b[22m');
  });

  it('aligns by the columns that characters take', async () => {
    const wide = [
      { RoleName: '角色', Description: 'a' },
      { RoleName: 'abcd', Description: 'b' },
      { RoleName: '👩‍💻', Description: 'c' },
    ];
    expect(await renderTable(columns, wide, terminal)).toBe(
      ['NAME  DESCRIPTION', '角色  a', 'abcd  b', '👩‍💻    c', ''].join('\n'),
    );
  });

  it('cuts the last column to the width, never inside a character', async () => {
    const long = [{ RoleName: 'a', Description: `${'x'.repeat(9)}角色角色` }];
    const lines = (await renderTable(columns, long, { ...terminal, width: 20 })).split('\n');
    expect(lines[1]).toBe('a     xxxxxxxxx角色…');
    const narrower = (await renderTable(columns, long, { ...terminal, width: 19 })).split('\n');
    expect(narrower[1]).toBe('a     xxxxxxxxx角…');
  });

  it('keeps the other columns whole when the terminal is too narrow', async () => {
    const text = await renderTable(columns, [{ RoleName: 'LongRoleName', Description: '123456789' }], {
      ...terminal,
      width: 10,
    });
    expect(text.split('\n')[1]).toBe('LongRoleName  1234567…');
  });

  it('shows hostile values harmlessly, in their column', async () => {
    const hostile = [{ RoleName: 'a\u001b[2Jb', Description: 'line one\nline\ttwo\u202e' }];
    expect((await renderTable(columns, hostile, terminal)).split('\n')[1]).toBe('ab    line one line two');
  });
});

describe('renderTable into a pipe', () => {
  it('separates by tabs, without header, colour or cutting', async () => {
    const long = 'x'.repeat(300);
    const text = await renderTable(columns, [...roles, { RoleName: 'y', Description: long }], pipe);
    expect(text).toBe(`EcsReader\treads buckets\nx\t\ny\t${long}\n`);
  });

  it('keeps one row one line with as many fields as columns', async () => {
    expect(await renderTable(columns, [{ RoleName: 'a\tb', Description: 'c\nd' }], pipe)).toBe('a b\tc d\n');
  });

  it('gives no text for no rows', async () => {
    expect(await renderTable(columns, [], pipe)).toBe('');
    expect(await renderTable(columns, [], terminal)).toBe('');
  });
});
