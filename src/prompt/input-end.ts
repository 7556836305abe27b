import type { Readable } from 'node:stream';

interface Key {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
}

/**
 * Aborts when no answer can come any more: the input ended (the terminal is gone), or Ctrl-D was pressed.
 * inquirer 14 does not notice either and would leave its question open for ever.
 */
export function inputEnd(stdin: Readable): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const onKey = (_text: unknown, key: Key | undefined) => {
    if (key?.ctrl && key.name === 'd') abort();
  };
  stdin.on('end', abort).on('close', abort).on('keypress', onKey);
  return {
    signal: controller.signal,
    dispose() {
      stdin.off('end', abort).off('close', abort).off('keypress', onKey);
    },
  };
}
