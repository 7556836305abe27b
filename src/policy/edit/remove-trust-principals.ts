import { UsageError } from '../../errors.js';
import { type JsonObject, memberOf } from '../json/node.js';
import { fieldsOf, isObject } from './statement-fields.js';
import { type OpenDocument, openDocument, removeItem, removeMember } from './text-edit.js';
import { type PrincipalKind, principalsIn, samePrincipal } from './trust-statement.js';

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
  const removed: string[] = [];
  let edited = text;
  for (const principal of new Set(principals)) {
    const without = removeAll(edited, kind, principal);
    if (without !== edited) removed.push(principal);
    edited = without;
  }
  return { text: edited, removed };
}

/** A principal may be named more than once; each time around one entry goes. */
function removeAll(text: string, kind: PrincipalKind, principal: string): string {
  const document = openDocument(text, 'trust policy');
  for (const statement of document.statements.items.filter(isObject)) {
    const edited = removeFrom(document, statement, kind, principal);
    if (edited !== undefined) return removeAll(edited, kind, principal);
  }
  return text;
}

function removeFrom(
  document: OpenDocument,
  statement: JsonObject,
  kind: PrincipalKind,
  principal: string,
): string | undefined {
  const fields = fieldsOf(statement);
  if (fields === undefined || !isAllow(statement)) return undefined;
  const list = principalsIn(fields, kind);
  const entries = list?.type === 'string' ? [list] : (list?.items ?? []);
  const entry = entries.find(({ value }) => samePrincipal(kind, value, principal));
  if (entry === undefined) return undefined;
  if (list?.type === 'array' && list.items.length > 1) return removeItem(document.text, list, entry);
  return removeKind(document, statement, kind);
}

function removeKind({ text, statements }: OpenDocument, statement: JsonObject, kind: PrincipalKind): string {
  const principal = memberOf(statement, 'Principal')?.value;
  const member = isObject(principal) ? memberOf(principal, kind) : undefined;
  if (isObject(principal) && member !== undefined && namesOthers(principal, kind)) {
    return removeMember(text, principal, member);
  }
  const others = statements.items.filter((other) => other !== statement && isObject(other));
  if (others.some((other) => isObject(other) && isAllow(other))) return removeItem(text, statements, statement);
  throw new UsageError('Nobody could assume the role then: this is the last principal of its trust policy.', {
    hint: 'Add another principal first, or delete the role.',
  });
}

function isAllow(statement: JsonObject): boolean {
  const effect = memberOf(statement, 'Effect')?.value;
  return effect?.type === 'string' && effect.value === 'Allow';
}

/** True when a Principal names somebody of another kind. */
function namesOthers(principal: JsonObject, kind: PrincipalKind): boolean {
  return principal.members.some(
    ({ key, value }) => key !== kind && !(value.type === 'array' && value.items.length === 0),
  );
}
