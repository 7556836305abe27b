import type { PolicySummary, RamPort } from '../cloud/ports.js';
import { formatPolicy, type PolicyRef } from '../model/policy.js';
import { formatPrincipal, type Principal } from '../model/principal.js';
import { type CompiledPolicy, compile } from '../policy/evaluate/compile.js';
import type { Layers } from '../policy/evaluate/layers.js';
import { policySet } from '../policy/evaluate/policy-set.js';
import { parsePolicy } from '../policy/parse/parse.js';
import { unlessRefused } from './refused.js';

/** Who asks: a group holds policies, but calls nothing. */
export interface Caller extends Principal {
  readonly type: 'user' | 'role';
}

/**
 * Reads what decides about a user or a role: the documents attached to it, and to the groups of a user. What was
 * refused is named in the layers. No call reads control policies, resource-group policies, or the session policy
 * that a role's session may have been given.
 * @returns undefined when the principal does not exist
 */
export async function principalLayers(ram: RamPort, principal: Caller): Promise<Layers | undefined> {
  const refused: string[] = [];
  const [own, groups] = await Promise.all([
    unlessRefused(refused, `policies of ${formatPrincipal(principal)}`, attachedTo(ram, principal)),
    principal.type === 'user' ? groupsOf(ram, principal.name, refused) : [],
  ]);
  if (own === 'missing') return undefined;
  const ofGroups = await Promise.all(
    groups.map(async (name): Promise<Attached[]> => {
      const group = { type: 'group', name } as const;
      const found = await unlessRefused(refused, `policies of ${formatPrincipal(group)}`, attachedTo(ram, group));
      return found === undefined || found === 'missing' ? [] : found;
    }),
  );
  const policies = await readAll(ram, [...(own ?? []), ...ofGroups.flat()], refused);
  return {
    control: 'unreadable',
    session: principal.type === 'role' ? 'unreadable' : undefined,
    account: { policies: policySet(policies), refused },
    resourceGroup: 'unreadable',
  };
}

interface Attached {
  readonly policy: PolicySummary;
  /** The group that carries it. */
  readonly through: string | undefined;
}

async function attachedTo(ram: RamPort, holder: Principal): Promise<Attached[] | 'missing'> {
  const policies = await ram.listPoliciesFor(holder);
  const through = holder.type === 'group' ? formatPrincipal(holder) : undefined;
  return policies?.map((policy) => ({ policy, through })) ?? 'missing';
}

async function groupsOf(ram: RamPort, userName: string, refused: string[]): Promise<string[]> {
  return (await unlessRefused(refused, `groups of user/${userName}`, ram.listGroupsForUser(userName))) ?? [];
}

/** Fetches each document once, however often its policy is attached. */
async function readAll(ram: RamPort, attached: readonly Attached[], refused: string[]): Promise<CompiledPolicy[]> {
  const documents = new Map<string, ReturnType<typeof readDocument>>();
  const compiled = await Promise.all(
    attached.map(async ({ policy, through: attachedTo }): Promise<CompiledPolicy[]> => {
      const ref = { type: policy.PolicyType, name: policy.PolicyName };
      const name = formatPolicy(ref);
      if (!documents.has(name)) documents.set(name, readDocument(ram, ref, refused));
      const read = await documents.get(name);
      return read === undefined ? [] : [compile({ name, ...read, attachedTo })];
    }),
  );
  return compiled.flat();
}

async function readDocument(ram: RamPort, ref: PolicyRef, refused: string[]) {
  const name = formatPolicy(ref);
  const policy = await unlessRefused(refused, name, ram.getPolicy(ref));
  if (policy === undefined) return undefined;
  const { document } = parsePolicy(policy.PolicyDocument, 'identity');
  if (document === undefined) refused.push(`${name} (its document cannot be understood)`);
  return document && { document, version: policy.DefaultVersion };
}
