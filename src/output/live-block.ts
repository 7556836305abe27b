/** Where progress goes: stderr, or a test's own. */
export interface ProgressStream {
  write(text: string): unknown;
  /** Set when the stream is a terminal. */
  readonly columns?: number | undefined;
}

export interface OpenLine {
  /** Takes the line out of the block and leaves `text` above it for good. */
  close(text: string): void;
}

/** Lines at the end of a terminal's output that are still changing. */
export interface LiveBlock {
  open(text: string): OpenLine;
}

/** More open lines than this are counted, not shown: the block must never be taller than the terminal. */
const MOST_LINES = 8;
const CSI = '\u001b[';

/** Redraws the open lines below everything that is finished. Nothing else may write to the stream meanwhile. */
export function liveBlock(stream: ProgressStream): LiveBlock {
  const lines = new Set<{ readonly text: string }>();
  let drawn = 0;

  function redraw(finished: string): void {
    const shown = [...lines].slice(0, MOST_LINES).map(({ text }) => shorten(text, stream.columns ?? 80));
    if (lines.size > MOST_LINES) shown.push(`  and ${lines.size - MOST_LINES} more`);
    const up = drawn > 0 ? `${CSI}${drawn}A\r${CSI}J` : '';
    stream.write(up + finished + shown.map((text) => `${text}\n`).join(''));
    drawn = shown.length;
  }

  return {
    open(text) {
      const line = { text };
      lines.add(line);
      redraw('');
      return {
        close(final) {
          lines.delete(line);
          redraw(`${final}\n`);
        },
      };
    },
  };
}

/** A line that wrapped would be erased by halves. Characters outside ASCII count as two columns: enough for all. */
function shorten(text: string, columns: number): string {
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += character >= ' ' && character <= '~' ? 1 : 2;
    if (used > columns - 2) return `${kept}…`;
    kept += character;
  }
  return kept;
}
