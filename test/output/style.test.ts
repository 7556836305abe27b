import { describe, expect, it } from 'vitest';
import { canMoveCursor, createStyle, wantsColour } from '../../src/output/style.js';

describe('wantsColour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: 'false' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ TERM: 'xterm' }, true, true],
    [{ CI: 'true' }, true, false],
    [{ CI: 'false' }, true, true],
    [{ CI: '' }, true, true],
  ])('%o on a terminal: %s gives %s', (env, isTTY, expected) => {
    expect(wantsColour(env, isTTY)).toBe(expected);
  });
});

describe('canMoveCursor', () => {
  it('is refused on a dumb terminal and in CI, whatever the colours', () => {
    expect(canMoveCursor({ TERM: 'xterm' })).toBe(true);
    expect(canMoveCursor({ TERM: 'dumb', FORCE_COLOR: '1' })).toBe(false);
    expect(canMoveCursor({ CI: '1', FORCE_COLOR: '1' })).toBe(false);
  });
});

describe('createStyle', () => {
  it('paints with the 16 colours of the theme', () => {
    expect(createStyle(true).bad('no')).toBe('\u001b[31mno\u001b[39m');
    expect(createStyle(true).heading('NAME')).toBe('\u001b[1mNAME\u001b[22m');
  });

  it('changes nothing without colour', () => {
    for (const paint of Object.values(createStyle(false))) expect(paint('text')).toBe('text');
  });
});
