import { conditionHolds } from '../condition/condition.js';
import { defaultPolicyGuesses, type PolicyGuesses } from '../guesses.js';
import { type AskedResource, askedResource, fitsResource } from '../match/resource.js';
import type { AccessRequest, Decision, Reason } from '../types.js';
import type { CompiledStatement } from './compile.js';
import { type ActionIndex, type PlacedStatement, type PolicySet, serviceOf } from './policy-set.js';

/**
 * Asks policies that stand at one level, such as all of one principal: an explicit deny beats an allow, an allow
 * beats nothing (cloud-api §6). The reason is the first statement that decided, in the order given.
 */
export function evaluate(
  policies: PolicySet,
  request: AccessRequest,
  guesses: PolicyGuesses = defaultPolicyGuesses,
): Decision {
  const asked = askedOf(request, guesses);
  const deny = first(policies.denies, asked);
  if (deny !== undefined) return { verdict: 'explicitly denied', reason: reasonOf(deny) };
  const allow = first(policies.allows, asked);
  return allow === undefined ? { verdict: 'implicitly denied' } : { verdict: 'allowed', reason: reasonOf(allow) };
}

/** A request in the form in which statements are asked. */
export interface Asked {
  /** In lower case. */
  readonly action: string;
  readonly resource: AskedResource;
  readonly context: AccessRequest['context'];
  readonly guesses: PolicyGuesses;
}

export function askedOf(request: AccessRequest, guesses: PolicyGuesses): Asked {
  const { action, resource, context } = request;
  return { action: action.toLowerCase(), resource: askedResource(resource), context, guesses };
}

/** True when the statement speaks about the action, which is given in lower case. */
export function coversAction({ actions }: CompiledStatement, lowerCasedAction: string): boolean {
  for (const matches of actions.patterns) if (matches(lowerCasedAction)) return !actions.except;
  return actions.except;
}

export function coversResource({ resources }: CompiledStatement, resource: AskedResource): boolean {
  for (const pattern of resources.patterns) if (fitsResource(pattern, resource)) return !resources.except;
  return resources.except;
}

/** Where a decision comes from. */
export function reasonOf({ policy, statement }: PlacedStatement): Reason {
  const { name, version, attachedTo } = policy;
  return {
    policy: name,
    ...(version !== undefined && { version }),
    ...(attachedTo !== undefined && { attachedTo }),
    statement: statement.index,
  };
}

function first(index: ActionIndex, asked: Asked): PlacedStatement | undefined {
  const { action } = asked;
  let best = earlier(index.byAction.get(action), undefined, asked);
  best = earlier(index.byService.get(serviceOf(action)), best, asked);
  return earlier(index.anyAction, best, asked);
}

/** The first statement of a list that applies, unless `best` stands before it. */
function earlier(
  list: readonly PlacedStatement[] | undefined,
  best: PlacedStatement | undefined,
  asked: Asked,
): PlacedStatement | undefined {
  if (list === undefined) return best;
  for (const placed of list) {
    if (best !== undefined && placed.place > best.place) return best;
    if (applies(placed.statement, asked)) return placed;
  }
  return best;
}

function applies(statement: CompiledStatement, asked: Asked): boolean {
  return (
    coversAction(statement, asked.action) &&
    coversResource(statement, asked.resource) &&
    conditionHolds(statement.condition, asked.context, asked.guesses)
  );
}
