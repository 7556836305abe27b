import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderDocument } from '../../src/output/render.js';

const shared = { RoleName: 'x' };
const data = {
  schema: 'ramrole.role.show/1',
  role: shared,
  again: shared,
  yes: 'no',
  none: undefined,
  date: '2015-01-23T12:33:18Z',
};

describe('renderDocument', () => {
  it('writes JSON with two blanks and one newline at the end', async () => {
    expect(await renderDocument({ a: [1], b: undefined }, 'json')).toBe('{\n  "a": [\n    1\n  ]\n}\n');
    expect(await renderDocument(undefined, 'json')).toBe('null\n');
  });

  it('writes YAML that holds what the JSON holds', async () => {
    const yaml = await renderDocument(data, 'yaml');
    expect(parse(yaml)).toEqual(JSON.parse(await renderDocument(data, 'json')));
    expect(yaml).toContain('"yes": "no"');
    expect(yaml).toContain('date: "2015-01-23T12:33:18Z"');
    expect(yaml).not.toMatch(/[&*]/);
    expect(yaml.endsWith('\n')).toBe(true);
  });

  it.each(['json', 'yaml'] as const)('lets no control character through in %s, and loses none', async (format) => {
    const hostile = { Description: 'a\u001b[2J\u009b31m\u202e\u007fb' };
    const text = await renderDocument(hostile, format);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
    expect(format === 'json' ? JSON.parse(text) : parse(text)).toEqual(hostile);
  });

  it('does not fold long lines of YAML', async () => {
    expect(await renderDocument({ a: 'word '.repeat(100).trim() }, 'yaml')).toBe(`a: ${'word '.repeat(100).trim()}\n`);
  });
});
