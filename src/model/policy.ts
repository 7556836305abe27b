import { UsageError } from '../errors.js';
import { checkPolicyName } from './name.js';

export type PolicyType = 'System' | 'Custom';

/** A policy's full name in an account. */
export interface PolicyRef {
  readonly type: PolicyType;
  readonly name: string;
}

/** As the command line writes it. */
export function formatPolicy(ref: PolicyRef): string {
  return `${ref.type.toLowerCase()}/${ref.name}`;
}

/** `system/NAME`, `custom/NAME`, or a bare NAME that has to be looked up (`type` undefined). */
export interface PolicyAddress {
  readonly type: PolicyType | undefined;
  readonly name: string;
}

/**
 * Reads `system/NAME`, `custom/NAME` or `NAME`.
 * @throws UsageError when the text has another prefix or no name
 */
export function parsePolicyAddress(text: string, where: string): PolicyAddress {
  const slash = text.indexOf('/');
  const prefix = slash < 0 ? undefined : text.slice(0, slash);
  const name = text.slice(slash + 1);
  const type = prefix === undefined ? undefined : TYPES[prefix as keyof typeof TYPES];
  if (name === '' || (prefix !== undefined && type === undefined)) {
    throw new UsageError(`${JSON.stringify(text)} does not name a policy.`, {
      where,
      hint: 'Write system/NAME, custom/NAME, or NAME alone.',
    });
  }
  return { type, name: checkPolicyName(name, where) };
}

const TYPES: Record<'system' | 'custom', PolicyType> = { system: 'System', custom: 'Custom' };
