import type { RamPort } from '../cloud/ports.js';
import type { RefusedTrust } from '../policy/evaluate/layers.js';
import { parsePolicy } from '../policy/parse/parse.js';
import type { PolicyDocument } from '../policy/types.js';
import { unlessRefused } from './refused.js';

/** Reads who may assume a role, or says why that is not known; undefined when there is no such role. */
export async function readTrust(
  ram: RamPort,
  roleName: string,
): Promise<{ readonly document: PolicyDocument } | RefusedTrust | undefined> {
  const name = `trust policy of role/${roleName}`;
  const refused: string[] = [];
  const role = await unlessRefused(refused, name, ram.getRole(roleName));
  if (role === undefined) return refused.length === 0 ? undefined : { refused: name };
  const { document } = parsePolicy(role.AssumeRolePolicyDocument, 'trust');
  return document === undefined ? { refused: `${name} (it cannot be understood)` } : { document };
}
