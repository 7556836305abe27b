import type { Context } from '../../context.js';
import { UsageError } from '../../errors.js';
import { checkPolicyName } from '../../model/name.js';
import { parsePolicy } from '../../policy/parse/parse.js';
import { readInput } from '../input.js';
import { problemLines } from '../read-document.js';

export interface NamedPolicyDocument {
  readonly policyName: string;
  /** As it is in the file. */
  readonly document: string;
}

/**
 * The documents of --policy-document, each with the --policy-name at the same place.
 * @throws UsageError naming every problem of a document with its path, line and column.
 */
export async function readPolicyDocuments(
  context: Context,
  files: readonly string[],
  names: readonly string[],
): Promise<NamedPolicyDocument[]> {
  if (files.length !== names.length) {
    throw new UsageError(
      `There are ${files.length} --policy-document and ${names.length} --policy-name; each document needs its name.`,
      { where: files.length > names.length ? '--policy-name' : '--policy-document' },
    );
  }
  const documents: NamedPolicyDocument[] = [];
  for (const [index, file] of files.entries()) {
    const policyName = checkPolicyName(names[index] as string, '--policy-name');
    documents.push({ policyName, document: checked(file, await readInput(context, file, '--policy-document')) });
  }
  const twice = names.find((name, index) => names.findIndex((one) => one.toLowerCase() === name.toLowerCase()) < index);
  if (twice) throw new UsageError(`Two documents are to be the policy ${twice}.`, { where: '--policy-name' });
  return documents;
}

function checked(file: string, text: string): string {
  const { problems } = parsePolicy(text, 'identity');
  if (problems.every(({ severity }) => severity !== 'high')) return text;
  throw new UsageError(problemLines(file, problems), { where: '--policy-document', hint: 'Nothing was sent.' });
}
