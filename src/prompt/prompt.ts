import type { Readable, Writable } from 'node:stream';
import { InterruptedError, UsageError } from '../errors.js';
import { inputEnd } from './input-end.js';
import { lastingStream } from './lasting-stream.js';

export interface ConfirmOptions {
  /** The flag that answers the question where nobody can be asked, such as `--yes`. */
  readonly flag: string;
}

/** Questions to a person. The wizard's other kinds of question join here. */
export interface Prompt {
  /**
   * A question of yes or no; Enter alone means no.
   * @throws UsageError without a terminal; InterruptedError on Ctrl-C or when the input ends.
   */
  confirm(question: string, options: ConfirmOptions): Promise<boolean>;
}

export interface PromptStreams {
  readonly stdin: Readable;
  /** Questions go here: stdout is the result. */
  readonly stderr: Writable;
  /** Whether stdin and stderr are terminals. */
  readonly terminal: boolean;
  /** Whether questions may be coloured; true when left out. */
  readonly colour?: boolean;
}

export function createPrompt({ stdin, stderr, terminal, colour = true }: PromptStreams): Prompt {
  return {
    async confirm(question, { flag }) {
      if (!terminal) {
        throw new UsageError('This needs an answer, and there is no terminal to ask on.', {
          hint: `Pass ${flag} to go ahead without the question.`,
          where: flag,
        });
      }
      // Loaded here: inquirer costs as much as Node's own start (reference: node-stack).
      const { default: inquirer } = await import('inquirer');
      const end = inputEnd(stdin);
      const ask = inquirer.createPromptModule({
        input: stdin,
        output: lastingStream(stderr, colour),
        signal: end.signal,
      });
      try {
        const { answer } = await ask<{ answer: boolean }>([
          { type: 'confirm', name: 'answer', message: question, default: false },
        ]);
        return answer;
      } catch (error) {
        throw isExit(error) ? new InterruptedError('Interrupted at the question.') : error;
      } finally {
        end.dispose();
      }
    },
  };
}

/** Known by name: the classes themselves would have to be loaded with the library. */
function isExit(error: unknown): boolean {
  return error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name);
}
