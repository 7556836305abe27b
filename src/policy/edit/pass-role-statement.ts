import { parseArn } from '../../model/arn.js';
import { isAction, PASS_ROLE } from '../actions.js';
import { type JsonMember, type JsonNode, type JsonObject, type JsonString, memberOf } from '../json/node.js';
import { SERVICE_KEY } from '../service-key.js';
import { asStrings, fieldsOf, isAllow, isObject, itemsOf, type StringOrList, stringsOf } from './statement-fields.js';
import { type OpenDocument, removeItem, removeItems } from './text-edit.js';

/** An Allow of ram:PassRole alone that names the role, alone or among others. */
export interface RoleGrant {
  readonly node: JsonObject;
  readonly resources: StringOrList;
  /** The role among them, as often as it is named. */
  readonly named: readonly JsonString[];
  /** True when the statement names other roles too. */
  readonly sharesStatement: boolean;
  /** Undefined also where it holds nothing, and so always holds. */
  readonly condition: JsonMember | undefined;
  /** The list of a condition that says nothing but StringEquals acs:Service. */
  readonly services: StringOrList | undefined;
}

/** Finds the statements that grant the passing of a role, `acs:ram:*:<account>:role/<name>`. */
export function grantsOf({ statements }: OpenDocument, roleResource: string): RoleGrant[] {
  return statements.items.filter(isObject).flatMap((node) => {
    const fields = fieldsOf(node);
    if (fields === undefined || !isAllow(fields, ['Resource', 'Condition'])) return [];
    const actions = stringsOf(fields.get('Action'));
    const resources = asStrings(fields.get('Resource'));
    if (actions.length === 0 || !actions.every((action) => isAction(action, PASS_ROLE))) return [];
    if (resources === undefined) return [];
    const entries = itemsOf(resources);
    const named = entries.filter(({ value }) => sameRole(value, roleResource));
    if (named.length === 0) return [];
    const condition = conditionOf(node);
    const sharesStatement = entries.length > named.length;
    return [{ node, resources, named, sharesStatement, condition, services: servicesOf(condition) }];
  });
}

/** Takes the role out of its statement, and the statement with the last role. */
export function dropRole(document: OpenDocument, { node, resources, named, sharesStatement }: RoleGrant): string {
  if (!sharesStatement || resources.type === 'string') return removeItem(document.text, document.statements, node);
  return removeItems(document.text, resources, named);
}

function conditionOf(statement: JsonObject): JsonMember | undefined {
  const condition = memberOf(statement, 'Condition');
  const operators = fieldsOf(condition?.value);
  return operators !== undefined && [...operators.values()].every(isEmpty) ? undefined : condition;
}

/** An operator without keys asks for nothing. */
function isEmpty(node: JsonNode): boolean {
  return node.type === 'object' && node.members.length === 0;
}

/** Compares two role resources; an empty or `*` account in the document stands for the one account it lives in. */
function sameRole(written: string, wanted: string): boolean {
  const [a, b] = [parseArn(written), parseArn(wanted)];
  if (a === undefined || b === undefined || a.service !== 'ram') return written === wanted;
  if (a.region !== '' && a.region !== '*') return false;
  if (a.account !== '' && a.account !== '*' && a.account !== b.account) return false;
  return a.relativeId.toLowerCase() === b.relativeId.toLowerCase();
}

function servicesOf(condition: JsonMember | undefined): StringOrList | undefined {
  const operators = fieldsOf(condition?.value);
  const asking = [...(operators?.values() ?? [])].filter((operator) => !isEmpty(operator));
  const keys = fieldsOf(operators?.get('StringEquals'));
  if (asking.length !== 1 || keys?.size !== 1) return undefined;
  return asStrings(keys.get(SERVICE_KEY));
}
