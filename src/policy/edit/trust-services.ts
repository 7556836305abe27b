import { matchAction } from '../match/action.js';
import { asStrings, type Fields, fieldsOf, isAllow, type StringOrList, stringsOf } from './statement-fields.js';
import { appendToList, growToList, openDocument } from './text-edit.js';

const ASSUME_ROLE = 'sts:AssumeRole';

/**
 * Lets service principals assume a role, and changes nothing else of its trust policy. They join the first plain
 * statement (Allow, only sts:AssumeRole, no condition) that names services, one that names nothing but services
 * before others; without such a statement a new one is appended. Services that a plain Allow names already are not
 * added, and with nothing to add the very same text comes back.
 * @throws UsageError when the text is no document that can be edited.
 */
export function addTrustServices(text: string, services: readonly string[]): { text: string; added: string[] } {
  const document = openDocument(text, 'trust policy');
  const allows = document.statements.items.flatMap((item) => {
    const fields = fieldsOf(item);
    return fields !== undefined && isAllow(fields) ? [fields] : [];
  });
  const present = new Set(allows.filter(allowsAssumeRole).flatMap((fields) => stringsOf(servicesIn(fields))));
  const added = [...new Set(services)].filter((service) => !present.has(service));
  if (added.length === 0) return { text, added };

  const open = allows.filter(allowsNothingElse).filter((fields) => servicesIn(fields) !== undefined);
  const chosen = open.find(namesOnlyServices) ?? open[0];
  const list = chosen && servicesIn(chosen);
  if (list === undefined) {
    const statement = { Action: ASSUME_ROLE, Effect: 'Allow', Principal: { Service: added } };
    return { text: appendToList(document, document.statements, [statement]), added };
  }
  return {
    text: list.type === 'string' ? growToList(document, list, added) : appendToList(document, list, added),
    added,
  };
}

/** The service principals of a statement whose Principal can be understood. */
function servicesIn(statement: Fields): StringOrList | undefined {
  return asStrings(fieldsOf(statement.get('Principal'))?.get('Service'));
}

function namesOnlyServices(statement: Fields): boolean {
  return fieldsOf(statement.get('Principal'))?.size === 1;
}

function allowsAssumeRole(statement: Fields): boolean {
  return stringsOf(statement.get('Action')).some((pattern) => matchAction(pattern, ASSUME_ROLE));
}

function allowsNothingElse(statement: Fields): boolean {
  const actions = stringsOf(statement.get('Action'));
  return actions.length === 1 && (actions[0] as string).toLowerCase() === ASSUME_ROLE.toLowerCase();
}
