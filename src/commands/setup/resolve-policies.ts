import type { RamPort } from '../../cloud/ports.js';
import type { Context } from '../../context.js';
import { sameName } from '../../model/name.js';
import { type PolicyRef, parsePolicyAddress } from '../../model/policy.js';
import { resolvePolicy } from '../resolve-policy.js';
import type { NamedPolicyDocument } from './policy-document.js';

const WHERE = '--policy';

/**
 * Looks the policies up. A custom policy that this very run makes counts as existing.
 * @throws NotFoundError and UsageError as resolvePolicy does.
 */
export async function resolvePolicies(
  context: Context,
  texts: readonly string[],
  made: readonly NamedPolicyDocument[],
): Promise<PolicyRef[]> {
  if (texts.length === 0) return [];
  const addresses = texts.map((text) => parsePolicyAddress(text, WHERE));
  const ram = await (await context.cloud()).ram();
  return Promise.all(addresses.map((address) => resolvePolicy(ram, address, WHERE, (ref) => lookUp(ram, ref, made))));
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
