import { UsageError } from '../../errors.js';
import { passRoleStatement } from '../build/pass-role.js';
import { dropRole, grantsOf, type RoleGrant } from './pass-role-statement.js';
import { stringsOf } from './statement-fields.js';
import { appendToList, type OpenDocument, openDocument, removeItem } from './text-edit.js';

/** What is taken back: the passing of the role to these services, or to any. */
export interface PassRoleRevocation {
  /** `acs:ram:*:<account>:role/<name>`. */
  readonly roleResource: string;
  readonly services?: readonly string[] | undefined;
}

/**
 * Takes a grant out of a document; statements for other roles, other actions or under other conditions stay as they
 * are, and a role that shares its statement leaves it. The text is undefined when no statement is left.
 * @throws UsageError when the text is no document that can be edited, or an unconditioned grant should lose some
 * services only: it holds for services that nobody can list.
 */
export function revokePassRole(
  text: string,
  revocation: PassRoleRevocation,
): { text: string | undefined; changed: boolean } {
  let edited = text;
  for (;;) {
    const next = revokeOne(edited, revocation);
    if (next === undefined) break;
    edited = next;
  }
  const empty = openDocument(edited, 'policy').statements.items.length === 0;
  return edited === text ? { text, changed: false } : { text: empty ? undefined : edited, changed: true };
}

/** The document without one of the grants; undefined when there is none that has to go. */
function revokeOne(text: string, { roleResource, services }: PassRoleRevocation): string | undefined {
  const document = openDocument(text, 'policy');
  for (const grant of grantsOf(document, roleResource)) {
    if (grant.condition !== undefined && grant.services === undefined) continue;
    if (services === undefined) return dropRole(document, grant);
    if (grant.services === undefined) {
      throw new UsageError('The grant holds for every service, and cannot lose some of them.', {
        hint: 'Revoke it, then grant the role for the services that shall stay.',
      });
    }
    const present = stringsOf(grant.services);
    const staying = present.filter((service) => !services.includes(service));
    if (staying.length < present.length) return keep(document, grant, roleResource, staying);
  }
  return undefined;
}

/** Lets the grant hold for the services that stay. */
function keep(document: OpenDocument, grant: RoleGrant, roleResource: string, staying: readonly string[]): string {
  const list = grant.services;
  if (staying.length === 0 || list?.type !== 'array') return dropRole(document, grant);
  if (!grant.sharesStatement) {
    const gone = list.items.find(({ value }) => !staying.includes(value));
    return gone === undefined ? document.text : removeItem(document.text, list, gone);
  }
  const rest = openDocument(dropRole(document, grant), 'policy');
  return appendToList(rest, rest.statements, [passRoleStatement(roleResource, staying)]);
}
