import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { InterruptedError, UsageError } from '../../src/errors.js';
import { createPrompt } from '../../src/prompt/prompt.js';

function person() {
  const stdin = new PassThrough();
  const stderr = new PassThrough();
  let shown = '';
  stderr.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  const asked = async () => {
    while (!shown.includes('?')) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { stdin, stderr, asked, shown: () => stripVTControlCharacters(shown) };
}

describe('confirm', () => {
  it.each([
    ['y\r', true],
    ['yes\r', true],
    ['n\r', false],
    ['\r', false],
  ])('takes %j as %s', async (keys, expected) => {
    const { stdin, stderr, asked, shown } = person();
    const answer = createPrompt({ stdin, stderr, terminal: true }).confirm('Apply 3 changes?', { flag: '--yes' });
    await asked();
    stdin.write(keys);
    expect(await answer).toBe(expected);
    expect(shown()).toContain('Apply 3 changes? (y/N)');
  });

  it('is interrupted by Ctrl-C and leaves the input to the next reader', async () => {
    const { stdin, stderr, asked } = person();
    const answer = createPrompt({ stdin, stderr, terminal: true }).confirm('Apply?', { flag: '--yes' });
    await asked();
    stdin.write('\u0003');
    await expect(answer).rejects.toBeInstanceOf(InterruptedError);
    await expect(answer).rejects.toMatchObject({ exitCode: 130 });
    expect(stdin.listenerCount('keypress')).toBe(0);
  });

  it('is interrupted when the input ends', async () => {
    const { stdin, stderr, asked } = person();
    const answer = createPrompt({ stdin, stderr, terminal: true }).confirm('Apply?', { flag: '--yes' });
    await asked();
    stdin.end();
    await expect(answer).rejects.toBeInstanceOf(InterruptedError);
  });

  it('is interrupted by Ctrl-D', async () => {
    const { stdin, stderr, asked } = person();
    const answer = createPrompt({ stdin, stderr, terminal: true }).confirm('Apply?', { flag: '--yes' });
    await asked();
    stdin.write('\u0004');
    await expect(answer).rejects.toBeInstanceOf(InterruptedError);
  });

  it('can ask again after an answer', async () => {
    const { stdin, stderr, asked, shown } = person();
    const prompt = createPrompt({ stdin, stderr, terminal: true });
    const first = prompt.confirm('First?', { flag: '--yes' });
    await asked();
    stdin.write('y\r');
    expect(await first).toBe(true);
    const second = prompt.confirm('Second?', { flag: '--yes' });
    while (!shown().includes('Second?')) await new Promise((resolve) => setTimeout(resolve, 5));
    stdin.write('n\r');
    expect(await second).toBe(false);
    expect(stderr.writable).toBe(true);
    expect(stdin.listenerCount('keypress')).toBe(0);
  });

  it('names the flag where there is no terminal, and asks nothing', async () => {
    const { stdin, stderr, shown } = person();
    const answer = createPrompt({ stdin, stderr, terminal: false }).confirm('Apply?', { flag: '--yes' });
    await expect(answer).rejects.toBeInstanceOf(UsageError);
    await expect(answer).rejects.toMatchObject({ exitCode: 2, hint: expect.stringContaining('--yes') });
    expect(shown()).toBe('');
  });
});
