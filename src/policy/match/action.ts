import { compileWildcard, type Matcher } from './wildcard.js';

/** Actions compare case-insensitively: `ECS:describe*` matches `ecs:DescribeInstances`. Asked in lower case. */
export function compileAction(pattern: string): Matcher {
  return compileWildcard(pattern.toLowerCase());
}

/** Asks once; what is asked often is compiled. */
export function matchAction(pattern: string, action: string): boolean {
  return compileAction(pattern)(action.toLowerCase());
}
