import type { PolicyRef, PolicyType } from '../model/policy.js';
import { isNotFound } from './errors.js';
import type { PolicySummary, RamPort } from './ports.js';
import { listAll, type RamClient } from './ram-client.js';

/** Policies and their versions. */
export function policyCalls({ sdk, client, call }: RamClient) {
  return {
    getPolicy: async (ref) => {
      const request = new sdk.GetPolicyRequest({ policyName: ref.name, policyType: ref.type });
      try {
        const send = () => client.getPolicy(request);
        const body = await call('GetPolicy', policyNames(ref), send, (answer) => {
          return answer.policy && answer.defaultPolicyVersion?.policyDocument;
        });
        return {
          ...toPolicy(body.policy ?? {}, ref.type),
          PolicyDocument: body.defaultPolicyVersion?.policyDocument ?? '',
        };
      } catch (error) {
        if (isNotFound(error, 'EntityNotExist.Policy')) return undefined;
        throw error;
      }
    },
    listPolicies: async (policyType) => {
      const send = (paging: object) => client.listPolicies(new sdk.ListPoliciesRequest({ ...paging, policyType }));
      const policies = await listAll(call, 'ListPolicies', send, (answer) => answer.policies?.policy);
      return policies.map((policy) => toPolicy(policy, policyType));
    },
    listPolicyVersions: async (ref) => {
      const request = new sdk.ListPolicyVersionsRequest({ policyName: ref.name, policyType: ref.type });
      const send = () => client.listPolicyVersions(request);
      const body = await call('ListPolicyVersions', policyNames(ref), send, (answer) => answer.policyVersions);
      return (body.policyVersions?.policyVersion ?? []).map((version) => ({
        VersionId: version.versionId ?? '',
        IsDefaultVersion: version.isDefaultVersion ?? false,
        CreateDate: version.createDate ?? '',
        PolicyDocument: version.policyDocument,
      }));
    },
    listRolesWithPolicy: async (ref) => {
      const request = new sdk.ListEntitiesForPolicyRequest({ policyName: ref.name, policyType: ref.type });
      const send = () => client.listEntitiesForPolicy(request);
      const body = await call('ListEntitiesForPolicy', policyNames(ref), send, (answer) => answer.roles);
      return (body.roles?.role ?? []).map(({ roleName }) => roleName ?? '');
    },
    createPolicy: async (PolicyName, policyDocument, description) => {
      const request = new sdk.CreatePolicyRequest({ policyName: PolicyName, policyDocument, description });
      const send = () => client.createPolicy(request);
      const body = await call('CreatePolicy', { PolicyName }, send, (answer) => answer.policy);
      return { requestId: body.requestId ?? '' };
    },
    createDefaultPolicyVersion: async (PolicyName, policyDocument) => {
      const request = new sdk.CreatePolicyVersionRequest({
        policyName: PolicyName,
        policyDocument,
        setAsDefault: true,
        rotateStrategy: 'DeleteOldestNonDefaultVersionWhenLimitExceeded',
      });
      const send = () => client.createPolicyVersion(request);
      const body = await call('CreatePolicyVersion', { PolicyName }, send, (answer) => answer.policyVersion);
      return { requestId: body.requestId ?? '' };
    },
  } satisfies Partial<RamPort>;
}

/** The names that a refusal is described with; system policies live under the account `system`. */
export function policyNames(ref: PolicyRef): Record<string, string> {
  return ref.type === 'System' ? { PolicyName: ref.name, policyOwner: 'system' } : { PolicyName: ref.name };
}

interface SdkPolicy {
  policyName?: string;
  policyType?: string;
  description?: string;
  defaultVersion?: string;
}

/** @param type what was asked for, where the answer leaves it out. */
export function toPolicy(policy: SdkPolicy, type: PolicyType | undefined): PolicySummary {
  return {
    PolicyName: policy.policyName ?? '',
    PolicyType: (policy.policyType ?? type) === 'System' ? 'System' : 'Custom',
    Description: policy.description ?? '',
    DefaultVersion: policy.defaultVersion ?? '',
  };
}
