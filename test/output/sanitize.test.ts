import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHidden, sanitize } from '../../src/output/sanitize.js';

describe('sanitize', () => {
  it.each([
    ['colour', '\u001b[31mred\u001b[0m', 'red'],
    ['256 colours', '\u001b[38;5;196mx', 'x'],
    ['cursor movement and erasing', 'a\u001b[2A\u001b[Jb', 'ab'],
    ['8-bit CSI', '\u009b31mred', 'red'],
    ['window title', '\u001b]0;owned\u0007role', 'role'],
    ['hyperlink', '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\', 'click'],
    ['8-bit OSC', '\u009d0;t\u009crole', 'role'],
    ['DCS', '\u001bPq#0\u001b\\x', 'x'],
    ['reset and charset', '\u001bc\u001b(Bx', 'x'],
    ['an OSC that never ends keeps its text', '\u001b]0;payload', ']0;payload'],
    ['a lone escape', 'a\u001b', 'a'],
    ['backspace and bell', 'ab\u0008\u0007c', 'abc'],
    ['NUL and DEL', 'a\u0000b\u007f', 'ab'],
    ['bidi override', 'user\u202enimda', 'usernimda'],
    ['bidi isolates and marks', '\u2066a\u2069\u200f\u061cb', 'ab'],
    ['zero-width blanks', 'ad\u200bmin\ufeff\u2060', 'admin'],
    ['tag characters', 'a\u{e0041}\u{e007f}b', 'ab'],
  ])('takes out: %s', (_what, text, expected) => {
    expect(sanitize(text)).toBe(expected);
    expect(sanitize(text, 'text')).toBe(expected);
  });

  it('keeps what is written to be read', () => {
    const text = 'Rolle für Übung — 角色 🚀 👩‍💻 नमस्ते é';
    expect(sanitize(text)).toBe(text);
  });

  it('makes one line of several, and keeps them where asked', () => {
    expect(sanitize('a\r\nb\nc\td\u2028e')).toBe('a b c d e');
    expect(sanitize('a\r\nb\nc\td', 'text')).toBe('a\nb\nc\td');
    expect(sanitize('50%\r100%', 'text')).toBe('50%100%');
  });

  it('leaves no control character, whatever comes, and is done after one pass', () => {
    const unit = fc.constantFrom(
      '\u001b',
      '[',
      ']',
      '\u009b',
      '\u009d',
      '\u0007',
      '\\',
      '3',
      'm',
      'P',
      '\u202e',
      'a',
      '\n',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const clean = sanitize(text);
        expect(clean).not.toMatch(/[\p{Cc}\u202e]/u);
        expect(sanitize(clean)).toBe(clean);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes linear time for sequences that never end', () => {
    for (const opening of ['\u001b]', '\u009d', '\u001b[', '\u001b[0', '\u001bP', '\u001b ']) {
      const start = performance.now();
      sanitize(opening.repeat(500_000));
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});

describe('escapeHidden', () => {
  it('shows what a terminal would obey, and stays the same JSON', () => {
    const value = { Description: 'a\u009b31m\u202e\u007f\u{e0041}b\tc\n' };
    const shown = escapeHidden(JSON.stringify(value, null, 2));
    expect(shown).not.toMatch(/[\u007f-\u009f\u202e\u{e0041}]/u);
    expect(shown).toContain('\\u009b31m\\u202e\\u007f\\udb40\\udc41b');
    expect(JSON.parse(shown)).toEqual(value);
  });
});
