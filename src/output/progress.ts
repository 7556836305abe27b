import { liveBlock, type ProgressStream } from './live-block.js';
import { sanitize } from './sanitize.js';
import { canMoveCursor, type Environment, type Style } from './style.js';

/** One piece of work that a user waits for. Ending it twice changes nothing. */
export interface ProgressStep {
  done(note?: string): void;
  failed(note?: string): void;
}

/** What is being done, told on stderr. Any number of steps may be open side by side. */
export interface Progress {
  start(label: string): ProgressStep;
}

export interface ProgressOptions {
  readonly stream: ProgressStream;
  readonly terminal: boolean;
  readonly env: Environment;
  readonly style: Style;
}

/**
 * On a terminal that can, open steps are lines that turn into ✓ or ✗ when they end; elsewhere each end is one
 * plain line. Own code, as spinner libraries either hold one line only or bring a renderer several times the
 * size of this tool's start-up.
 */
export function createProgress({ stream, terminal, env, style }: ProgressOptions): Progress {
  const marks =
    terminal && canUnicode(env) ? { open: '·', done: '✓', failed: '✗' } : { open: '-', done: 'ok', failed: 'FAILED' };
  const block = terminal && canMoveCursor(env) ? liveBlock(stream) : undefined;

  return {
    start(label) {
      const text = sanitize(label);
      const open = block?.open(`${marks.open} ${text}`);
      let ended = false;
      const end = (mark: string) => (note?: string) => {
        if (ended) return;
        ended = true;
        const line = note ? `${mark} ${text}: ${sanitize(note)}` : `${mark} ${text}`;
        if (open) open.close(line);
        else stream.write(`${line}\n`);
      };
      return { done: end(style.good(marks.done)), failed: end(style.bad(marks.failed)) };
    },
  };
}

/** The bare Linux console and dumb terminals have few glyphs. */
function canUnicode(env: Environment): boolean {
  return env.TERM !== 'dumb' && env.TERM !== 'linux';
}
