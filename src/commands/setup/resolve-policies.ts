import type { RamPort } from '../../cloud/ports.js';
import type { Context } from '../../context.js';
import { NotFoundError, UsageError } from '../../errors.js';
import { sameName } from '../../model/name.js';
import {
  formatPolicy,
  type PolicyAddress,
  type PolicyRef,
  type PolicyType,
  parsePolicyAddress,
} from '../../model/policy.js';
import { didYouMean } from '../nearest.js';
import type { NamedPolicyDocument } from './policy-document.js';

const WHERE = '--policy';

/**
 * Looks the policies up. A custom policy that this very run makes counts as existing.
 * @throws NotFoundError with the nearest names; UsageError for a bare name that is both a system and a custom policy.
 */
export async function resolvePolicies(
  context: Context,
  texts: readonly string[],
  made: readonly NamedPolicyDocument[],
): Promise<PolicyRef[]> {
  if (texts.length === 0) return [];
  const addresses = texts.map((text) => parsePolicyAddress(text, WHERE));
  const ram = await (await context.cloud()).ram();
  return Promise.all(addresses.map((address) => resolvePolicy(ram, address, made)));
}

async function resolvePolicy(
  ram: RamPort,
  address: PolicyAddress,
  made: readonly NamedPolicyDocument[],
): Promise<PolicyRef> {
  const types: readonly PolicyType[] = address.type ? [address.type] : ['System', 'Custom'];
  const looked = await Promise.all(types.map((type) => lookUp(ram, { type, name: address.name }, made)));
  const found = looked.filter((one) => one !== undefined);
  if (found.length > 1) {
    throw new UsageError(`${address.name} is both a system and a custom policy.`, {
      where: WHERE,
      hint: `Say which: ${found.map(formatPolicy).join(' or ')}.`,
    });
  }
  if (found[0]) return found[0];
  const names = (await ram.listPolicies(address.type)).map((policy) => policy.PolicyName);
  const shown = address.type ? formatPolicy({ type: address.type, name: address.name }) : address.name;
  throw new NotFoundError(`There is no policy ${shown}.`, {
    where: WHERE,
    hint: didYouMean(address.name, names) ?? 'No policy has a name like it.',
  });
}

async function lookUp(
  ram: RamPort,
  ref: PolicyRef,
  made: readonly NamedPolicyDocument[],
): Promise<PolicyRef | undefined> {
  const here = ref.type === 'Custom' && made.find((one) => sameName(one.policyName, ref.name));
  if (here) return { type: 'Custom', name: here.policyName };
  const policy = await ram.getPolicy(ref);
  return policy && { type: ref.type, name: policy.PolicyName };
}
