import { describe, expect, it } from 'vitest';
import { createProgress } from '../../src/output/progress.js';
import { createStyle } from '../../src/output/style.js';
import { Screen } from './screen.js';

const style = createStyle(false);

function plainProgress(terminal: boolean, env: Record<string, string> = {}) {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text), columns: 80 };
  return { progress: createProgress({ stream, terminal, env, style }), written };
}

function liveProgress(columns = 40) {
  const screen = new Screen(columns);
  return { progress: createProgress({ stream: screen, terminal: true, env: { TERM: 'xterm' }, style }), screen };
}

describe('progress on a terminal', () => {
  it('turns the line of a step into its end', () => {
    const { progress, screen } = liveProgress();
    const step = progress.start('create role/EcsReader');
    expect(screen.lines()).toEqual(['· create role/EcsReader']);
    step.done('RoleId 3');
    expect(screen.lines()).toEqual(['✓ create role/EcsReader: RoleId 3']);
  });

  it('keeps several steps open and ends them in any order', () => {
    const { progress, screen } = liveProgress();
    const [a, b, c] = ['a', 'b', 'c'].map((label) => progress.start(label));
    expect(screen.lines()).toEqual(['· a', '· b', '· c']);
    b?.failed('NoPermission');
    expect(screen.lines()).toEqual(['✗ b: NoPermission', '· a', '· c']);
    a?.done();
    c?.done();
    expect(screen.lines()).toEqual(['✗ b: NoPermission', '✓ a', '✓ c']);
  });

  it('never lets an open line wrap, whatever it holds', () => {
    const { progress, screen } = liveProgress(20);
    const step = progress.start(`${'x'.repeat(30)}`);
    const wide = progress.start('角'.repeat(30));
    expect(screen.lines()).toHaveLength(2);
    step.done();
    wide.done();
    expect(screen.lines().join('')).toBe(`✓ ${'x'.repeat(30)}✓ ${'角'.repeat(30)}`);
  });

  it('counts what would not fit', () => {
    const { progress, screen } = liveProgress();
    const steps = Array.from({ length: 12 }, (_, i) => progress.start(`step ${i}`));
    expect(screen.lines()).toHaveLength(9);
    expect(screen.lines().at(-1)).toBe('  and 4 more');
    for (const step of steps) step.done();
    expect(screen.lines()).toEqual(Array.from({ length: 12 }, (_, i) => `✓ step ${i}`));
  });

  it('ends a step once', () => {
    const { progress, screen } = liveProgress();
    const step = progress.start('a');
    step.done();
    step.failed();
    expect(screen.lines()).toEqual(['✓ a']);
  });
});

describe('progress elsewhere', () => {
  it('writes one plain line per end into a pipe', () => {
    const { progress, written } = plainProgress(false);
    const a = progress.start('a');
    progress.start('b').failed('Throttling');
    a.done();
    expect(written).toEqual(['FAILED b: Throttling\n', 'ok a\n']);
  });

  it('uses ASCII and no cursor movement on a dumb terminal', () => {
    const { progress, written } = plainProgress(true, { TERM: 'dumb' });
    progress.start('a').done();
    expect(written).toEqual(['ok a\n']);
  });

  it('moves no cursor in CI', () => {
    const { progress, written } = plainProgress(true, { TERM: 'xterm', CI: 'true' });
    progress.start('a').done();
    expect(written).toEqual(['✓ a\n']);
  });

  it('shows cloud text harmlessly', () => {
    const { progress, written } = plainProgress(false);
    progress.start('role/\u001b[2Jx').failed('no\n\u202eway');
    expect(written).toEqual(['FAILED role/x: no way\n']);
  });
});
