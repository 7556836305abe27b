import type { Context } from '../../context.js';
import { readTrust } from '../../diagnosis/read-trust.js';
import type { RefusedTrust } from '../../policy/evaluate/layers.js';
import type { RoleOf } from '../../policy/evaluate/questions.js';
import type { Assumer, TrustLayer } from '../../policy/evaluate/trust.js';
import { noSuchRole } from '../no-such-role.js';
import { readPolicyDocument } from '../read-document.js';
import { type AskOptions, isOffline } from './ask-options.js';

/**
 * The trust policy of --trust-file, else the one that the role has, and who wants to assume the role; undefined
 * offline without a file. `where` is the option that names the role.
 * @throws UsageError for a file that cannot be read or evaluated; NotFoundError with the nearest names
 */
export async function askTrust(
  context: Context,
  options: AskOptions,
  role: RoleOf,
  who: Assumer,
  where: string,
): Promise<TrustLayer | RefusedTrust | undefined> {
  const { trustFile } = options;
  if (trustFile === undefined) return isOffline(options) ? undefined : trustOfRole(context, role, who, where);
  const document = await readPolicyDocument(context, trustFile, '--trust-file', 'trust');
  return { document, who, roleAccount: role.account };
}

/** What keeps us from knowing it is said instead, of a role of another account too. */
async function trustOfRole(
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
