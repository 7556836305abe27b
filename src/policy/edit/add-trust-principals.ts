import { ASSUME_ROLE, isAction } from '../actions.js';
import { matchAction } from '../match/action.js';
import { type Fields, fieldsOf, isAllow, stringsOf } from './statement-fields.js';
import { appendToList, growToList, openDocument } from './text-edit.js';
import { type PrincipalKind, principalKey, principalsIn } from './trust-statement.js';

/**
 * Lets principals assume a role, and changes nothing else of its trust policy. They join the first plain statement
 * (Allow, only sts:AssumeRole, no condition) that names principals of their kind, one that names nothing else before
 * others; without such a statement a new one is appended. Principals that a plain Allow names already are not added,
 * and with nothing to add the very same text comes back.
 * @throws UsageError when the text is no document that can be edited.
 */
export function addTrustPrincipals(
  text: string,
  kind: PrincipalKind,
  principals: readonly string[],
): { text: string; added: string[] } {
  const document = openDocument(text, 'trust policy');
  const allows = document.statements.items.flatMap((item) => {
    const fields = fieldsOf(item);
    return fields !== undefined && isAllow(fields) ? [fields] : [];
  });
  const present = allows.filter(allowsAssumeRole).flatMap((fields) => stringsOf(principalsIn(fields, kind)));
  const known = new Set(present.map((one) => principalKey(kind, one)));
  const added = principals.filter((one) => {
    const key = principalKey(kind, one);
    return !known.has(key) && known.add(key);
  });
  if (added.length === 0) return { text, added };

  const open = allows.filter(allowsNothingElse).filter((fields) => principalsIn(fields, kind) !== undefined);
  const chosen = open.find(namesOneKind) ?? open[0];
  const list = chosen && principalsIn(chosen, kind);
  if (list === undefined) {
    const statement = { Action: ASSUME_ROLE, Effect: 'Allow', Principal: { [kind]: added } };
    return { text: appendToList(document, document.statements, [statement]), added };
  }
  return {
    text: list.type === 'string' ? growToList(document, list, added) : appendToList(document, list, added),
    added,
  };
}

function namesOneKind(statement: Fields): boolean {
  return fieldsOf(statement.get('Principal'))?.size === 1;
}

function allowsAssumeRole(statement: Fields): boolean {
  return stringsOf(statement.get('Action')).some((pattern) => matchAction(pattern, ASSUME_ROLE));
}

function allowsNothingElse(statement: Fields): boolean {
  const actions = stringsOf(statement.get('Action'));
  return actions.length === 1 && isAction(actions[0] as string, ASSUME_ROLE);
}
