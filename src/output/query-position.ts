/** What of the JMESPath library is needed here. */
interface Parser {
  compile(expression: string): unknown;
  tokenize(expression: string): readonly { readonly type: string; readonly start: number }[];
}

/** Beyond this an expression is not searched for its mistake. */
const LONGEST = 2000;

/**
 * Where a parser first stumbled, as a 0-based offset. The library does not say, but it reads from left to right and
 * looks no further than the token it dislikes: the shortest beginning that fails with the same message ends in it.
 */
export function mistakePosition(parser: Parser, expression: string): number | undefined {
  const message = failure(parser, expression);
  if (message === undefined || expression.length > LONGEST) return undefined;
  if (message.includes('EOF')) return expression.length;
  for (let length = 1; length <= expression.length; length++) {
    const beginning = expression.slice(0, length);
    if (failure(parser, beginning) === message) return lastToken(parser, beginning);
  }
  return undefined;
}

function failure(parser: Parser, expression: string): string | undefined {
  try {
    parser.compile(expression);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function lastToken(parser: Parser, beginning: string): number {
  try {
    return parser.tokenize(beginning).findLast((token) => token.type !== 'EOF')?.start ?? 0;
  } catch {
    // Not even a token: the character at the end is the one.
    return beginning.length - 1;
  }
}
