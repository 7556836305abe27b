import { UsageError } from '../errors.js';
import type { Statement } from './types.js';

/** The trust policy that lets these services assume a role, in the order of keys that the documents print. */
export function serviceTrust(services: readonly string[]): string {
  const statement = { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: [...new Set(services)] } };
  return JSON.stringify({ Statement: [statement], Version: '1' }, null, 2);
}

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
    Action: 'ram:PassRole',
    Resource: roleArnPattern,
    ...(services && { Condition: { StringEquals: { 'acs:Service': [...new Set(services)] } } }),
  };
}
