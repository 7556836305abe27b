import { CloudError } from '../cloud/errors.js';

/**
 * What a call answers, or undefined when the caller lacks the permission; the name of what was refused is noted,
 * so that verdicts stay honest. Any other failure is thrown on, also credentials that are no longer accepted.
 */
export async function unlessRefused<Answer>(
  refused: string[],
  name: string,
  call: Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof CloudError) || error.accessDenied === undefined) throw error;
    refused.push(name);
    return undefined;
  }
}
