import type { RamPort } from '../cloud/ports.js';
import { NotFoundError } from '../errors.js';
import { didYouMean } from './nearest.js';

/** The error for a role that does not exist, with the nearest names. */
export async function noSuchRole(ram: RamPort, roleName: string, where?: string): Promise<NotFoundError> {
  const names = (await ram.listRoles()).map((role) => role.RoleName);
  return new NotFoundError(`There is no role ${roleName}.`, {
    where,
    hint: didYouMean(roleName, names),
    next: 'ramrole role list',
  });
}
