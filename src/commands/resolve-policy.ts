import type { RamPort } from '../cloud/ports.js';
import { NotFoundError, UsageError } from '../errors.js';
import { formatPolicy, type PolicyAddress, type PolicyRef, type PolicyType } from '../model/policy.js';
import { didYouMean } from './nearest.js';

/**
 * Looks up what an address means; a bare name is looked for among system and custom policies.
 * @throws NotFoundError with the nearest names; UsageError for a bare name that is both a system and a custom policy.
 */
export async function resolvePolicy<Found>(
  ram: RamPort,
  address: PolicyAddress,
  where: string,
  lookUp: (ref: PolicyRef) => Promise<Found | undefined>,
): Promise<Found> {
  const types: readonly PolicyType[] = address.type ? [address.type] : ['System', 'Custom'];
  const looked = await Promise.all(types.map((type) => lookUp({ type, name: address.name })));
  const [first, second] = looked.filter((one) => one !== undefined);
  if (second !== undefined) {
    throw new UsageError(`${address.name} is both a system and a custom policy.`, {
      where,
      hint: `Say which: ${types.map((type) => formatPolicy({ type, name: address.name })).join(' or ')}.`,
    });
  }
  if (first !== undefined) return first;
  const names = (await ram.listPolicies(address.type)).map((policy) => policy.PolicyName);
  const shown = address.type ? formatPolicy({ type: address.type, name: address.name }) : address.name;
  throw new NotFoundError(`There is no policy ${shown}.`, {
    where,
    hint: didYouMean(address.name, names) ?? 'No policy has a name like it.',
  });
}
