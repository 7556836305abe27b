import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/output/diff.js';
import { createStyle } from '../../src/output/style.js';

const plain = createStyle(false);
const before = ['{', '  "Version": "1",', '  "a": 1,', '  "b": 2,', '  "c": 3,', '  "Service": ["ecs"]', '}'].join(
  '\n',
);

describe('unifiedDiff', () => {
  it('shows the change with three lines around it and no file headers', () => {
    expect(unifiedDiff(before, before.replace('["ecs"]', '["ecs", "pai"]'), plain)).toBe(
      [
        '@@ -3,5 +3,5 @@',
        '   "a": 1,',
        '   "b": 2,',
        '   "c": 3,',
        '-  "Service": ["ecs"]',
        '+  "Service": ["ecs", "pai"]',
        ' }',
        '',
      ].join('\n'),
    );
  });

  it('shows a new and a vanished text whole, without a position', () => {
    expect(unifiedDiff(undefined, 'a\nb', plain)).toBe('+a\n+b\n');
    expect(unifiedDiff('a\nb', undefined, plain)).toBe('-a\n-b\n');
  });

  it('is empty when nothing changes, a missing last newline included', () => {
    expect(unifiedDiff(before, before, plain)).toBe('');
    expect(unifiedDiff('a', 'a\n', plain)).toBe('');
    expect(unifiedDiff(undefined, undefined, plain)).toBe('');
  });

  it('colours what is added and removed', () => {
    expect(unifiedDiff('a', 'b', createStyle(true))).toBe(
      '\u001b[2m@@ -1,1 +1,1 @@\u001b[22m\n\u001b[31m-a\u001b[39m\n\u001b[32m+b\u001b[39m\n',
    );
  });

  it('shows hidden characters as escapes, so that a plan looks like what it sends', () => {
    expect(unifiedDiff(undefined, 'a\u001b[2J\u202eb\r\nc', plain)).toBe('+a\\u001b[2J\\u202eb\n+c\n');
  });
});
