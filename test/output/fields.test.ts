import { describe, expect, it } from 'vitest';
import { renderFields } from '../../src/output/fields.js';
import { createStyle } from '../../src/output/style.js';

const fields = [
  { label: 'Name', value: 'EcsReader' },
  { label: 'Description', value: '' },
  { label: 'Updated', value: undefined },
  { label: 'Trust policy', value: '{\n  "Version": "1"\n}\n' },
  { label: 'ARN', value: 'acs:ram::1:role/ecsreader\u001b[31m' },
];

describe('renderFields', () => {
  it('aligns the values, indents documents, leaves out what is not there', async () => {
    expect(await renderFields(fields, { terminal: true, style: createStyle(false) })).toBe(
      [
        'Name:          EcsReader',
        'Description:',
        'Trust policy:',
        '  {',
        '    "Version": "1"',
        '  }',
        'ARN:           acs:ram::1:role/ecsreader',
        '',
      ].join('\n'),
    );
  });

  it('sets labels apart on a terminal with colour', async () => {
    const text = await renderFields([{ label: 'Name', value: 'a' }], { terminal: true, style: createStyle(true) });
    expect(text).toBe('\u001b[1mName:\u001b[22m  a\n');
  });

  it('separates by one tab in a pipe', async () => {
    expect(await renderFields(fields, { terminal: false, style: createStyle(false) })).toBe(
      [
        'Name:\tEcsReader',
        'Description:\t',
        'Trust policy:',
        '\t{',
        '\t  "Version": "1"',
        '\t}',
        'ARN:\tacs:ram::1:role/ecsreader',
        '',
      ].join('\n'),
    );
  });

  it('aligns labels of wide characters', async () => {
    const wide = [
      { label: '名前', value: '1' },
      { label: 'abcde', value: '2' },
    ];
    expect(await renderFields(wide, { terminal: true, style: createStyle(false) })).toBe('名前:   1\nabcde:  2\n');
  });
});
