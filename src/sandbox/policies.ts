import { formatPolicy, type PolicyRef } from '../model/policy.js';
import { formatPrincipal, type Principal } from '../model/principal.js';
import { type CompiledPolicy, compile } from '../policy/evaluate/compile.js';
import type { PolicyGuesses } from '../policy/guesses.js';
import { parsePolicy } from '../policy/parse/parse.js';
import type { DocumentKind, PolicyProblem } from '../policy/types.js';
import { systemPolicies } from './data/system-policies/index.js';
import type { PolicyRecord, PolicyVersionRecord } from './state/records.js';
import { fold, type State } from './state/state.js';
import { unpublishedPolicies } from './unpublished-policies.js';

/** System policies have been there always; the API prints a date, whose value no client can depend on. */
const LONG_AGO = '2015-05-01T00:00:00Z';

const system = new Map<string, PolicyRecord>();

/** System policies as the rows that custom ones are, sorted by name. */
export function systemPolicyRows(): IterableIterator<PolicyRecord> {
  if (system.size > 0) return system.values();
  const all = [...systemPolicies, ...unpublishedPolicies].toSorted((a, b) => (a.PolicyName < b.PolicyName ? -1 : 1));
  for (const policy of all) {
    const version: PolicyVersionRecord = {
      VersionId: policy.DefaultVersion,
      CreateDate: LONG_AGO,
      PolicyDocument: JSON.stringify(policy.PolicyDocument, null, 2),
    };
    system.set(fold(policy.PolicyName), {
      PolicyName: policy.PolicyName,
      PolicyType: 'System',
      Description: policy.Description,
      DefaultVersion: policy.DefaultVersion,
      CreateDate: LONG_AGO,
      UpdateDate: LONG_AGO,
      Versions: [version],
      NextVersion: 0,
      Tags: {},
    });
  }
  return system.values();
}

export function findPolicy(state: State, ref: PolicyRef): PolicyRecord | undefined {
  if (ref.type === 'Custom') return state.policies.get(fold(ref.name));
  systemPolicyRows();
  return system.get(fold(ref.name));
}

export function defaultVersion(policy: PolicyRecord): PolicyVersionRecord | undefined {
  return policy.Versions.find((version) => version.VersionId === policy.DefaultVersion);
}

/** The default versions of all policies attached to a principal, ready to be asked. */
export function policiesOf(state: State, principal: Principal): CompiledPolicy[] {
  return state.attachmentsOf.of(fold(formatPrincipal(principal))).flatMap((attachment) => {
    const ref = { type: attachment.PolicyType, name: attachment.PolicyName };
    const policy = findPolicy(state, ref);
    const version = policy && defaultVersion(policy);
    const compiled = version && compileVersion(version, formatPolicy(ref));
    return compiled === undefined ? [] : [compiled];
  });
}

const compiledVersions = new WeakMap<PolicyVersionRecord, CompiledPolicy>();

function compileVersion(version: PolicyVersionRecord, name: string): CompiledPolicy | undefined {
  const known = compiledVersions.get(version);
  if (known !== undefined) return known;
  const compiled = compileText(version.PolicyDocument, name);
  if (compiled !== undefined) compiledVersions.set(version, compiled);
  return compiled;
}

/** What the cloud would refuse a document for. Fields that the language does not have are taken, and kept. */
export function malformations(text: string, kind: DocumentKind, guesses: PolicyGuesses): PolicyProblem[] {
  const { problems } = parsePolicy(text, kind, [guesses]);
  return problems.filter(({ rule }) => rule !== 'unknown-field' && rule !== 'misspelled-field');
}

/** Undefined when the text is no document that can be evaluated, which then grants nothing. */
export function compileText(text: string, name: string): CompiledPolicy | undefined {
  const { document } = parsePolicy(text, 'identity');
  return document && compile({ name, document });
}
