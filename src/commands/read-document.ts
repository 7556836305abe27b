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
    return `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`;
  });
  return lines.join('\n');
}

/**
 * Reads a document that shall be evaluated. Lesser problems are said on stderr.
 * @throws UsageError when the file cannot be read, has more than `most` characters, or has a problem of severity
 *   high: a verdict about what the cloud refuses, or does not mean as written, would be a lie
 */
export async function readPolicyDocument(
  context: Context,
  file: string,
  where: string,
  kind: DocumentKind,
  most = Number.POSITIVE_INFINITY,
): Promise<PolicyDocument> {
  const text = await readInput(context, file, where);
  if (text.length > most) {
    throw new UsageError(`${file} has ${text.length} characters; ${most} are allowed.`, { where });
  }
  const { document, problems } = parsePolicy(text, kind);
  const lines = problemLines(file, problems);
  if (document === undefined || problems.some(({ severity }) => severity === 'high')) {
    throw new UsageError(lines, { where, hint: 'The cloud would refuse it, or not mean it as written.' });
  }
  if (problems.length > 0) await write(context.host.stderr, `${sanitize(`warning: ${lines}`, 'text')}\n`);
  return document;
}
