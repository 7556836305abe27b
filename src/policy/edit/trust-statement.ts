import { parseArn } from '../../model/arn.js';
import { sameName } from '../../model/name.js';
import { asStrings, type Fields, fieldsOf, type StringOrList } from './statement-fields.js';

/** The kinds of principal that edits know. */
export type PrincipalKind = 'Service' | 'RAM';

/** The entries of a kind in a statement whose Principal can be understood. */
export function principalsIn(statement: Fields, kind: PrincipalKind): StringOrList | undefined {
  return asStrings(fieldsOf(statement.get('Principal'))?.get(kind));
}

/**
 * Services compare as written; of identities the region says nothing (cloud-api §6), and the names of roles ignore
 * case (§2).
 */
export function samePrincipal(kind: PrincipalKind, a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [parseArn(a), parseArn(b)];
  if (kind === 'Service' || left?.service !== 'ram' || right?.service !== 'ram') return false;
  if (left.account !== right.account) return false;
  return left.relativeId.startsWith('role/')
    ? sameName(left.relativeId, right.relativeId)
    : left.relativeId === right.relativeId;
}
