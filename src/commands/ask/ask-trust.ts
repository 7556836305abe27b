import type { Context } from '../../context.js';
import { readTrust } from '../../diagnosis/read-trust.js';
import type { RefusedTrust, TrustLayer } from '../../policy/evaluate/layers.js';
import type { RoleOf } from '../../policy/evaluate/questions.js';
import type { Assumer } from '../../policy/evaluate/trust.js';
import { noSuchRole } from '../no-such-role.js';
import { readPolicyDocument } from '../read-document.js';
import type { AskOptions } from './ask-options.js';

/**
 * The trust policy of a role that exists, and who wants to assume it.
 * @returns what keeps us from knowing it, for a role of another account too
 * @throws NotFoundError with the nearest names; `where` is the option that names the role
 */
export async function trustOfRole(
  context: Context,
  { account, roleName }: RoleOf,
  who: Assumer,
  where: string,
): Promise<TrustLayer | RefusedTrust> {
  const { account: own } = await context.binding();
  if (account !== own) return { refused: `trust policy of role/${roleName} (of account ${account}, this is ${own})` };
  const ram = await (await context.cloud()).ram();
  const trust = await readTrust(ram, roleName);
  if (trust === undefined) throw await noSuchRole(ram, roleName, where);
  return 'refused' in trust ? trust : { ...trust, who, roleAccount: account };
}

/**
 * The trust policy of --trust-file; undefined without one.
 * @throws UsageError for a file that cannot be read or evaluated
 */
export async function trustOfFile(
  context: Context,
  { trustFile }: AskOptions,
  { account }: RoleOf,
  who: Assumer,
): Promise<TrustLayer | undefined> {
  if (trustFile === undefined) return undefined;
  const document = await readPolicyDocument(context, trustFile, '--trust-file', 'trust');
  return { document, who, roleAccount: account };
}
