import { UsageError } from '../../errors.js';
import { isAssuming } from '../actions.js';
import { PRINCIPAL_FIELDS } from '../fields.js';
import { type JsonNode, type JsonObject, memberOf } from '../json/node.js';
import { fieldsOf, hasEffectAllow, isObject, itemsOf, stringsOf } from './statement-fields.js';
import { type OpenDocument, openDocument, removeItem, removeItems, removeMember } from './text-edit.js';
import { type PrincipalKind, principalKey, principalsIn } from './trust-statement.js';

/**
 * Takes principals out of every Allow of a trust policy, conditioned ones too: that only narrows it. A Deny is not
 * touched, which would widen the policy. What would name nobody goes with its last entry: the kind, then the
 * statement. `<uid>@<service>` is an entry of its own.
 * @throws UsageError when the text is no document that can be edited, or nobody could assume the role any more
 */
export function removeTrustPrincipals(
  text: string,
  kind: PrincipalKind,
  principals: readonly string[],
): { text: string; removed: string[] } {
  const present = new Set<string>();
  let edited = text;
  for (;;) {
    const next = removeFromOne(edited, kind, principals);
    if (next === undefined) break;
    for (const name of next.removed) present.add(name);
    edited = next.text;
  }
  const removed = [...new Set(principals)].filter((one) => present.has(one));
  return { text: edited, removed };
}

interface Removal {
  readonly text: string;
  /** Those of the principals that were there. */
  readonly removed: readonly string[];
}

/** Takes them out of the first statement that names any; undefined when none does. */
function removeFromOne(text: string, kind: PrincipalKind, principals: readonly string[]): Removal | undefined {
  const document = openDocument(text, 'trust policy');
  for (const statement of document.statements.items.filter(isObject)) {
    const fields = fieldsOf(statement);
    const list = fields && hasEffectAllow(fields) ? principalsIn(fields, kind) : undefined;
    if (list === undefined) continue;
    const entries = itemsOf(list);
    const named = new Set(entries.map(({ value }) => principalKey(kind, value)));
    const removed = principals.filter((one) => named.has(principalKey(kind, one)));
    if (removed.length === 0) continue;
    const unwanted = new Set(removed.map((one) => principalKey(kind, one)));
    const gone = entries.filter(({ value }) => unwanted.has(principalKey(kind, value)));
    const someStay = list.type === 'array' && gone.length < entries.length;
    return {
      text: someStay ? removeItems(text, list, gone) : removeKind(document, statement, kind),
      removed,
    };
  }
  return undefined;
}

function removeKind({ text, statements }: OpenDocument, statement: JsonObject, kind: PrincipalKind): string {
  const principal = memberOf(statement, 'Principal')?.value;
  const member = isObject(principal) ? memberOf(principal, kind) : undefined;
  if (isObject(principal) && member !== undefined && namesSomebody(principal, kind)) {
    return removeMember(text, principal, member);
  }
  if (statements.items.some((other) => other !== statement && letsSomebodyIn(other))) {
    return removeItem(text, statements, statement);
  }
  throw new UsageError('Nobody could assume the role then: this is the last principal of its trust policy.', {
    hint: 'Add another principal first, or delete the role.',
  });
}

/** True when a Principal names somebody, of another kind than the one that is left out. */
function namesSomebody(principal: JsonNode | undefined, leftOut?: PrincipalKind): boolean {
  const fields = fieldsOf(principal);
  return PRINCIPAL_FIELDS.some((kind) => kind !== leftOut && stringsOf(fields?.get(kind)).some((name) => name !== ''));
}

/** True for an Allow by which somebody can assume the role. */
function letsSomebodyIn(statement: JsonNode): boolean {
  const fields = fieldsOf(statement);
  if (fields === undefined || !hasEffectAllow(fields)) return false;
  const actions = fields.get('Action');
  return namesSomebody(fields.get('Principal')) && (actions === undefined || stringsOf(actions).some(isAssuming));
}
