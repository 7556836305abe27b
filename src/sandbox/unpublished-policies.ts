import type { SystemPolicy } from './data/system-policies/index.js';

/**
 * System policies that users name every day and whose documents were not found in any public source. A guess by
 * their published descriptions ("full access to …") and by the form of their published siblings; a document that
 * turns up replaces its entry here by a file in data/system-policies.
 */
export const unpublishedPolicies: readonly SystemPolicy[] = [
  fullAccess('AliyunOSSFullAccess', 'Provides full access to Object Storage Service.', ['oss:*']),
  // RAM's page on authorization names both codes, ram and ims, for the product.
  fullAccess('AliyunRAMFullAccess', 'Provides full access to Resource Access Management.', ['ram:*', 'ims:*']),
];

function fullAccess(PolicyName: string, Description: string, Action: readonly string[]): SystemPolicy {
  return {
    PolicyName,
    Description,
    DefaultVersion: 'v1',
    Source: 'a guess: no published document was found',
    PolicyDocument: { Statement: [{ Action, Effect: 'Allow', Resource: '*' }], Version: '1' },
  };
}
