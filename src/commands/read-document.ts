import type { Context } from '../context.js';
import { UsageError } from '../errors.js';
import { sanitize } from '../output/sanitize.js';
import { parsePolicy } from '../policy/parse/parse.js';
import type { DocumentKind, PolicyDocument, PolicyProblem } from '../policy/types.js';
import { readInput } from './input.js';
import { write } from './present.js';

/** What is wrong with a document, a line each, as compilers write it. */
export function problemLines(file: string, problems: readonly PolicyProblem[]): string {
  const lines = problems.map(({ path, line, column, message }) => {
    const at = line > 0 ? `:${line}:${column}` : '';
    return `${file}${at}: ${path === '' ? '' : `${path}: `}${message}`;
  });
  return lines.join('\n');
}

/**
 * Reads a document that shall be evaluated. Problems that leave its meaning clear are said on stderr.
 * @throws UsageError when the file cannot be read, or its meaning is not clear.
 */
export async function readPolicyDocument(
  context: Context,
  file: string,
  where: string,
  kind: DocumentKind,
): Promise<PolicyDocument> {
  const { document, problems } = parsePolicy(await readInput(context, file, where), kind);
  const lines = problemLines(file, problems);
  if (document === undefined) throw new UsageError(lines, { where, hint: 'The document cannot be evaluated.' });
  if (problems.length > 0) await write(context.host.stderr, `${sanitize(`warning: ${lines}`, 'text')}\n`);
  return document;
}
