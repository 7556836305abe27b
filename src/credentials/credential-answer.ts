import { NotAuthorizedError, UnreachableError } from '../errors.js';
import type { Credential } from '../model/credential.js';

/**
 * Reads the JSON that the metadata service answers for a role.
 * @throws NotAuthorizedError when its Code is not Success (the role is gone or does not trust ecs.aliyuncs.com);
 *   UnreachableError when it is not such a JSON. The answer itself is never quoted: it may hold a secret.
 */
export function readCredential(
  body: string,
  roleName: string,
): { credential: Credential; lastUpdated: string | undefined } {
  const answer = parseObject(body);
  if (answer === undefined) throw malformed('it is not a JSON object');
  const code = answer['Code'];
  if (typeof code === 'string' && code !== 'Success') {
    throw new NotAuthorizedError(`The metadata service has no credentials of the role ${roleName} (Code ${code}).`, {
      hint: 'The role may have been deleted, or no longer trust ecs.aliyuncs.com.',
      next: `ramrole role show ${roleName}`,
    });
  }
  const text = (field: keyof Credential) => {
    const value = answer[field];
    if (typeof value !== 'string' || value === '') throw malformed(`${field} is missing`);
    return value;
  };
  const credential = {
    AccessKeyId: text('AccessKeyId'),
    AccessKeySecret: text('AccessKeySecret'),
    SecurityToken: text('SecurityToken'),
    Expiration: text('Expiration'),
  };
  if (Number.isNaN(Date.parse(credential.Expiration))) throw malformed('Expiration is not a date');
  const lastUpdated = answer['LastUpdated'];
  return { credential, lastUpdated: typeof lastUpdated === 'string' ? lastUpdated : undefined };
}

/** A parser's complaint quotes the text, so only "yes" or "no" leaves here. */
function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function malformed(why: string): UnreachableError {
  return new UnreachableError(`The metadata service's credentials could not be understood: ${why}.`, {
    hint: 'Something else may answer at this address.',
  });
}
