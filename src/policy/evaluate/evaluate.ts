import { conditionHolds } from '../condition/condition.js';
import { defaultPolicyGuesses, type PolicyGuesses } from '../guesses.js';
import { hasFoldedName, matchCompiledResource, matchWildcard } from '../match.js';
import type { AccessRequest, Decision, Reason } from '../types.js';
import type { CompiledPolicy, CompiledStatement, PatternSet } from './compile.js';

/**
 * Asks the identity policies of one principal, all at one level: an explicit deny beats an allow, an allow beats
 * nothing (cloud-api §6). The reason is the first statement that decided, in the order given.
 */
export function evaluate(
  policies: readonly CompiledPolicy[],
  request: AccessRequest,
  guesses: PolicyGuesses = defaultPolicyGuesses,
): Decision {
  const asked: Asked = {
    ...request,
    action: request.action.toLowerCase(),
    folded: hasFoldedName(request.resource),
  };
  let allowed: Reason | undefined;
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (statement.allow && allowed !== undefined) continue;
      if (!applies(statement, asked, guesses)) continue;
      const reason: Reason = { policy: policy.name, statement: statement.index };
      if (!statement.allow) return { verdict: 'explicitly denied', reason };
      allowed = reason;
    }
  }
  return allowed === undefined ? { verdict: 'implicitly denied' } : { verdict: 'allowed', reason: allowed };
}

interface Asked extends AccessRequest {
  readonly folded: boolean;
}

function applies(statement: CompiledStatement, asked: Asked, guesses: PolicyGuesses): boolean {
  return (
    coversAction(statement, asked.action) &&
    covers(statement.resources, (pattern) => matchCompiledResource(pattern, asked.resource, asked.folded)) &&
    conditionHolds(statement.condition, asked.context, guesses)
  );
}

/** True when the statement speaks about the action, which is given in lower case. */
export function coversAction(statement: CompiledStatement, lowerCasedAction: string): boolean {
  return covers(statement.actions, (pattern) => matchWildcard(pattern, lowerCasedAction));
}

function covers<T>(set: PatternSet<T>, matches: (pattern: T) => boolean): boolean {
  return set.patterns.some(matches) !== set.except;
}
