import { parseArn } from '../../model/arn.js';
import type { PassRoleCondition } from '../../model/desired-state.js';
import { passRoleStatement } from '../build.js';
import { setsServiceKey } from '../evaluate/pass-role-request.js';
import { type JsonObject, memberOf } from '../json/node.js';
import { asStrings, fieldsOf, isAllow, isObject, type StringOrList, stringsOf } from './statement-fields.js';
import { appendToList, growToList, openDocument, removeMember } from './text-edit.js';

/** A grant to pass one role, as it shall stand in a grantee's document. */
export interface PassRoleGrant {
  /** `acs:ram:*:<account>:role/<name>`. */
  readonly roleResource: string;
  /** The service principals to which the role is passed. */
  readonly services: readonly string[];
  /** Whether the grant holds for these services only. */
  readonly narrowed: boolean;
}

/**
 * Whether a grant is narrowed by acs:Service. `auto` narrows to all services when each has a published example of
 * the key (design: Care with the cloud); no service, no narrowing.
 */
export function narrowedServices(services: readonly string[], condition: PassRoleCondition): boolean {
  if (services.length === 0 || condition === 'never') return false;
  return condition === 'always' || services.every(setsServiceKey);
}

/**
 * Puts a grant into a document that holds one statement per role; without a document a new one is made. A grant
 * that is there unconditioned is never narrowed; one for some services gets the missing ones, or loses its
 * condition when the new grant has none. Statements with another condition, or denying, stay as they are.
 * @throws UsageError when the text is no document that can be edited, or a narrowed grant names no service.
 */
export function grantPassRole(text: string | undefined, grant: PassRoleGrant): { text: string; changed: boolean } {
  const statement = passRoleStatement(grant.roleResource, grant.narrowed ? grant.services : undefined);
  if (text === undefined) {
    return { text: JSON.stringify({ Version: '1', Statement: [statement] }, null, 2), changed: true };
  }
  const document = openDocument(text, 'policy');
  const own = document.statements.items.filter(isObject).filter((node) => grantsRole(node, grant.roleResource));
  if (own.some((node) => memberOf(node, 'Condition') === undefined)) return { text, changed: false };

  for (const node of own) {
    const list = servicesOf(node);
    if (list === undefined) continue;
    if (!grant.narrowed) return { text: withoutCondition(text, node), changed: true };
    const present = stringsOf(list);
    const missing = [...new Set(grant.services)].filter((service) => !present.includes(service));
    if (missing.length === 0) return { text, changed: false };
    const grown = list.type === 'string' ? growToList(document, list, missing) : appendToList(document, list, missing);
    return { text: grown, changed: true };
  }
  return { text: appendToList(document, document.statements, [statement]), changed: true };
}

/** An Allow of ram:PassRole alone, on exactly this role. */
function grantsRole(node: JsonObject, roleResource: string): boolean {
  const fields = fieldsOf(node);
  if (fields === undefined || !isAllow(fields, ['Resource', 'Condition'])) return false;
  const actions = stringsOf(fields.get('Action'));
  const resources = stringsOf(fields.get('Resource'));
  return (
    actions.length === 1 &&
    (actions[0] as string).toLowerCase() === 'ram:passrole' &&
    resources.length === 1 &&
    sameRole(resources[0] as string, roleResource)
  );
}

/** Compares two role resources; an empty or `*` account in the document stands for the one account it lives in. */
function sameRole(written: string, wanted: string): boolean {
  const [a, b] = [parseArn(written), parseArn(wanted)];
  if (a === undefined || b === undefined || a.service !== 'ram') return written === wanted;
  if (a.region !== '' && a.region !== '*') return false;
  if (a.account !== '' && a.account !== '*' && a.account !== b.account) return false;
  return a.relativeId.toLowerCase() === b.relativeId.toLowerCase();
}

/** The list of a condition that says nothing but StringEquals acs:Service. */
function servicesOf(node: JsonObject): StringOrList | undefined {
  const operators = fieldsOf(memberOf(node, 'Condition')?.value);
  const keys = fieldsOf(operators?.get('StringEquals'));
  if (operators?.size !== 1 || keys?.size !== 1) return undefined;
  return asStrings(keys.get('acs:Service'));
}

function withoutCondition(text: string, node: JsonObject): string {
  const condition = memberOf(node, 'Condition');
  return condition === undefined ? text : removeMember(text, node, condition);
}
