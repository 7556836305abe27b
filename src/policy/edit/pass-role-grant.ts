import { passRoleStatement } from '../build/pass-role.js';
import { printDocument } from '../build/print.js';
import { dropRole, grantsOf, type RoleGrant } from './pass-role-statement.js';
import { stringsOf } from './statement-fields.js';
import { appendToList, growToList, type OpenDocument, openDocument, removeMember } from './text-edit.js';

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
 * Puts a grant into a document that holds one statement per role; without a document a new one is made. A grant
 * that is there unconditioned is never narrowed; one for some services gets the missing ones, or loses its
 * condition when the new grant has none; other statements of it stay, though they then add nothing. A role that
 * shares its statement with others gets one of its own first. Statements with another condition, or denying, stay as
 * they are.
 * @throws UsageError when the text is no document that can be edited, or a narrowed grant names no service.
 */
export function grantPassRole(text: string | undefined, grant: PassRoleGrant): { text: string; changed: boolean } {
  const statement = passRoleStatement(grant.roleResource, grant.narrowed ? grant.services : undefined);
  if (text === undefined) {
    return { text: printDocument([statement]), changed: true };
  }
  const document = openDocument(text, 'policy');
  const own = grantsOf(document, grant.roleResource);
  if (own.some(({ condition }) => condition === undefined)) return { text, changed: false };
  const forServices = own.filter(({ services }) => services !== undefined);
  const chosen = forServices.find(({ sharesStatement }) => !sharesStatement) ?? forServices[0];
  if (chosen === undefined) {
    return { text: appendToList(document, document.statements, [statement]), changed: true };
  }
  const present = forServices.flatMap(({ services }) => stringsOf(services));
  const missing = [...new Set(grant.services)].filter((service) => !present.includes(service));
  if (grant.narrowed && missing.length === 0) return { text, changed: false };
  const widened = chosen.sharesStatement
    ? split(document, chosen, grant, [...stringsOf(chosen.services), ...missing])
    : widen(document, chosen, grant, missing);
  return { text: widened, changed: true };
}

/** Lets a role's own statement hold for more services, or for all. */
function widen(
  document: OpenDocument,
  { node, condition, services }: RoleGrant,
  grant: PassRoleGrant,
  more: string[],
): string {
  const { text } = document;
  if (!grant.narrowed || services === undefined) return condition ? removeMember(text, node, condition) : text;
  return services.type === 'string' ? growToList(document, services, more) : appendToList(document, services, more);
}

/** Takes the role out of a statement that it shares, and gives it one of its own. */
function split(document: OpenDocument, shared: RoleGrant, grant: PassRoleGrant, services: readonly string[]): string {
  const rest = openDocument(dropRole(document, shared), 'policy');
  const own = passRoleStatement(grant.roleResource, grant.narrowed ? services : undefined);
  return appendToList(rest, rest.statements, [own]);
}
