import { parseArn } from '../../model/arn.js';
import { asStrings, type Fields, fieldsOf, type StringOrList } from './statement-fields.js';

/** The kinds of principal that edits know. */
export type PrincipalKind = 'Service' | 'RAM';

/** The entries of a kind in a statement whose Principal can be understood. */
export function principalsIn(statement: Fields, kind: PrincipalKind): StringOrList | undefined {
  return asStrings(fieldsOf(statement.get('Principal'))?.get(kind));
}

/**
 * What is equal for two spellings of one principal: services compare as written; of identities the region says
 * nothing (cloud-api §6), and the names of roles ignore case (§2).
 */
export function principalKey(kind: PrincipalKind, text: string): string {
  const arn = kind === 'RAM' ? parseArn(text) : undefined;
  if (arn?.service !== 'ram') return text;
  const isRole = arn.relativeId.startsWith('role/');
  return `acs:ram::${arn.account}:${isRole ? arn.relativeId.toLowerCase() : arn.relativeId}`;
}
