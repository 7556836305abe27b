import type { PolicyVersion, PolicyWithDocument, RamPort } from '../../cloud/ports.js';
import type { DesiredCustomPolicy } from '../../model/desired-state.js';
import type { PolicyRef } from '../../model/policy.js';
import { sameDocument } from '../../policy/canonical.js';
import { defineKind } from '../kind.js';

/** A custom policy as it stands; `versions` is only read when a new one would be needed. */
export interface ObservedPolicy {
  readonly policy: PolicyWithDocument;
  readonly versions: readonly PolicyVersion[];
}

/** A custom policy whose default version says what is desired. */
export const customPolicyKind = defineKind<DesiredCustomPolicy, ObservedPolicy | undefined>({
  kind: 'custom-policy',
  stage: 0,
  whenMoved: 'refuse',
  journalFields: ['PolicyName', 'DefaultVersion', 'PolicyDocument'],

  target: (desired) => `custom/${desired.policyName}`,
  lockKey: (desired) => `custom/${desired.policyName}`,

  async observeMany(desired, { cloud }) {
    const ram = await cloud.ram();
    return Promise.all(desired.map((one) => observePolicy(ram, one.policyName)));
  },

  compare(desired, observed) {
    const after = { PolicyName: desired.policyName, PolicyDocument: desired.document };
    const target = `custom/${desired.policyName}`;
    if (!observed) {
      return { op: 'create', before: null, after, steps: [{ action: 'ram:CreatePolicy', target }], notices: [] };
    }
    if (sameDocument(observed.policy.PolicyDocument, desired.document)) return undefined;
    return {
      op: 'update',
      before: {
        PolicyName: observed.policy.PolicyName,
        DefaultVersion: observed.policy.DefaultVersion,
        PolicyDocument: observed.policy.PolicyDocument,
      },
      after,
      steps: [{ action: 'ram:CreatePolicyVersion', target }],
      notices: rotationNotice(observed),
    };
  },

  async write([change], { cloud }) {
    const { desired, observed } = change as NonNullable<typeof change>;
    return writePolicy(await cloud.ram(), desired.policyName, desired.document, observed !== undefined);
  },
});

/** A policy holds at most this many versions (cloud-api: Limits). */
const VERSIONS_PER_POLICY = 5;

export async function observePolicy(ram: RamPort, policyName: string): Promise<ObservedPolicy | undefined> {
  const ref: PolicyRef = { type: 'Custom', name: policyName };
  const policy = await ram.getPolicy(ref);
  return policy && { policy, versions: await ram.listPolicyVersions(ref) };
}

export function writePolicy(ram: RamPort, policyName: string, document: string, exists: boolean) {
  return exists ? ram.createDefaultPolicyVersion(policyName, document) : ram.createPolicy(policyName, document);
}

/** Names the version that a sixth one pushes out: it cannot come back. */
export function rotationNotice(observed: ObservedPolicy): string[] {
  if (observed.versions.length < VERSIONS_PER_POLICY) return [];
  const oldest = observed.versions
    .filter((version) => !version.IsDefaultVersion)
    .toSorted((a, b) => versionNumber(a) - versionNumber(b))[0];
  if (!oldest) return [];
  return [
    `custom/${observed.policy.PolicyName} has ${VERSIONS_PER_POLICY} versions: ${oldest.VersionId}, the oldest that is not the default, is deleted and cannot come back.`,
  ];
}

function versionNumber(version: PolicyVersion): number {
  return Number(version.VersionId.slice(1));
}
