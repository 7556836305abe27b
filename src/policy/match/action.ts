import { compileWildcard, type Matcher } from './wildcard.js';

/** Actions compare case-insensitively: `ECS:describe*` matches `ecs:DescribeInstances`. Asked in lower case. */
export function compileAction(pattern: string): Matcher {
  return compileWildcard(pattern.toLowerCase());
}

export function matchAction(pattern: string, action: string): boolean {
  return compileAction(pattern)(action.toLowerCase());
}
