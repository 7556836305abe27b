import { matchAction } from './match/action.js';

/** The actions of which the policy language knows more than their names. */

/** Assumes a role; the role's trust policy decides, too. */
export const ASSUME_ROLE = 'sts:AssumeRole';

/** Passes a role to a service; no API of its own, but asked of the caller when a service is handed a role. */
export const PASS_ROLE = 'ram:PassRole';

/** True for the action in any letter case. */
export function isAction(text: string, action: typeof ASSUME_ROLE | typeof PASS_ROLE): boolean {
  return text.toLowerCase() === action.toLowerCase();
}

/** The ways of assuming a role that a trust policy decides about. */
const ASSUMING = [ASSUME_ROLE, 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithOIDC'];

/** True when a pattern of a trust policy is about any of them. */
export function isAssuming(pattern: string): boolean {
  return ASSUMING.some((action) => matchAction(pattern, action));
}
