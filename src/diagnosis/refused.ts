import { RamroleError } from '../errors.js';

/**
 * What a call answers, or undefined when the cloud refused it to the caller; the name of what was refused is noted,
 * so that verdicts stay honest. Any other failure is thrown on.
 */
export async function unlessRefused<Answer>(
  refused: string[],
  name: string,
  call: Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof RamroleError) || error.exitCode !== 3) throw error;
    refused.push(name);
    return undefined;
  }
}
