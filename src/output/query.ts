import { UsageError } from '../errors.js';
import { mistakePosition } from './query-position.js';

const SYNTAX_HINT = 'The language is JMESPath: https://jmespath.site';

/**
 * Refuses a JMESPath expression that cannot work on any data. Call it before anything is written:
 * a typo in `--query` must not be found after the work is done.
 * @throws UsageError that says where, with a caret below the position.
 */
export async function checkQuery(expression: string): Promise<void> {
  const jmespath = await import('@jmespath-community/jmespath');
  try {
    jmespath.compile(expression);
  } catch (error) {
    throw badQuery(expression, error, mistakePosition(jmespath, expression));
  }
  const tokens = jmespath.tokenize(expression);
  for (const [i, { type, value, start }] of tokens.entries()) {
    const isCall = type === 'UnquotedIdentifier' && tokens[i + 1]?.type === 'Lparen';
    if (isCall && !jmespath.isRegistered(String(value))) {
      throw badQuery(expression, new Error(`Unknown function: ${value}()`), start);
    }
  }
}

/**
 * What a JMESPath expression selects from `data`; null when it selects nothing.
 * @throws UsageError as checkQuery does, and when a function does not take what the data gives it.
 */
export async function runQuery(expression: string, data: unknown): Promise<unknown> {
  await checkQuery(expression);
  const { search } = await import('@jmespath-community/jmespath');
  try {
    // Through JSON, so that the query sees exactly what `--output json` would print.
    return search(JSON.parse(JSON.stringify(data ?? null)), expression);
  } catch (error) {
    throw badQuery(expression, error, undefined);
  }
}

function badQuery(expression: string, error: unknown, position: number | undefined): UsageError {
  const reason = (error instanceof Error ? error.message : String(error)).replace(/^Syntax error[:,] /, '');
  const column = position === undefined ? '' : ` at column ${position + 1}`;
  // A caret helps only where the expression is one line that fits.
  const drawn = position === undefined || /[^ -~]/.test(expression) || expression.length > 100;
  const picture = drawn ? '' : `\n  ${expression}\n  ${' '.repeat(position)}^`;
  return new UsageError(`The query cannot be used${column}: ${reason}.${picture}`, {
    where: '--query',
    hint: SYNTAX_HINT,
    cause: error,
  });
}
