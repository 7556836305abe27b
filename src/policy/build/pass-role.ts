import { UsageError } from '../../errors.js';
import { PASS_ROLE } from '../actions.js';
import { SERVICE_KEY } from '../service-key.js';
import type { Statement } from '../types.js';

/** The Resource of a grant to pass exactly this role: `acs:ram:*:<account>:role/<name>`. */
export function passRoleResource(account: string, roleName: string): string {
  return `acs:ram:*:${account}:role/${roleName}`;
}

/**
 * A statement that lets its holder pass the role: to these services only (`acs:Service`), or to any when undefined.
 * @throws UsageError for an empty list, which would be a grant that never applies.
 */
export function passRoleStatement(roleArnPattern: string, services: readonly string[] | undefined): Statement {
  if (services?.length === 0) {
    throw new UsageError('A PassRole grant that is narrowed to services needs at least one service.');
  }
  return {
    Effect: 'Allow',
    Action: PASS_ROLE,
    Resource: roleArnPattern,
    ...(services && { Condition: { StringEquals: { [SERVICE_KEY]: [...new Set(services)] } } }),
  };
}
