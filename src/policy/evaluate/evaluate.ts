import { conditionHolds } from '../condition/condition.js';
import { defaultPolicyGuesses, type PolicyGuesses } from '../guesses.js';
import { type AskedResource, askedResource } from '../match/resource.js';
import type { AccessRequest, Decision, Reason } from '../types.js';
import { coversResource } from './compile.js';
import { type ActionIndex, type Candidate, type PlacedStatement, type PolicySet, serviceOf } from './policy-set.js';

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
  const deny = firstApplying(policies.denies, asked);
  if (deny !== undefined) return { verdict: 'explicitly denied', reason: reasonOf(deny) };
  const allow = firstApplying(policies.allows, asked);
  return allow === undefined ? { verdict: 'implicitly denied' } : { verdict: 'allowed', reason: reasonOf(allow) };
}

function firstApplying({ byAction, byService, anyAction }: ActionIndex, asked: Asked): PlacedStatement | undefined {
  const named = firstOf(byAction.get(asked.action), undefined, asked);
  const ofService = firstOf(byService.get(asked.service), named, asked);
  return firstOf(anyAction, ofService, asked);
}

/** The first of a list, in order of place, that applies and stands before `best`; else `best`. */
function firstOf(
  list: readonly Candidate[] | undefined,
  best: PlacedStatement | undefined,
  asked: Asked,
): PlacedStatement | undefined {
  if (list === undefined) return best;
  for (const { placed, covers } of list) {
    if (best !== undefined && placed.place >= best.place) return best;
    if (covers !== undefined && !covers(asked.action)) continue;
    if (!coversResource(placed.statement, asked.resource)) continue;
    if (conditionHolds(placed.statement.condition, asked.context, asked.guesses)) return placed;
  }
  return best;
}

/** A request in the form in which statements are asked. */
export interface Asked {
  /** In lower case. */
  readonly action: string;
  readonly service: string;
  readonly resource: AskedResource;
  readonly context: AccessRequest['context'];
  readonly guesses: PolicyGuesses;
}

/** Prepares a request, once for all statements. */
export function askedOf(request: AccessRequest, guesses: PolicyGuesses): Asked {
  const action = request.action.toLowerCase();
  const resource = askedResource(request.resource);
  return { action, service: serviceOf(action), resource, context: request.context, guesses };
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
