import { type ConditionTest, compileCondition, lookUp, type RequestContext } from '../condition/condition.js';
import type { PolicyGuesses } from '../guesses.js';
import type { AccessRequest } from '../types.js';
import { coversAction, coversResource } from './compile.js';
import { askedOf } from './evaluate.js';
import type { PolicySet } from './policy-set.js';
import { namesAssumer, speaksOfAssuming, type TrustLayer } from './trust.js';

/** The condition keys that statements about this action and resource ask for, and that the request does not carry. */
export function absentKeys(policies: PolicySet, request: AccessRequest, guesses: PolicyGuesses): string[] {
  const asked = askedOf(request, guesses);
  const concerned = policies.statements.filter(
    ({ statement }) => coversAction(statement, asked.action) && coversResource(statement, asked.resource),
  );
  return keysOf(
    concerned.flatMap(({ statement }) => statement.condition),
    request.context,
    guesses,
  );
}

/** The same for the statements of a trust policy that name the one who asks. */
export function absentTrustKeys(trust: TrustLayer, context: RequestContext, guesses: PolicyGuesses): string[] {
  const concerned = trust.document.Statement.filter(
    (statement) => speaksOfAssuming(statement) && namesAssumer(statement.Principal, trust.who, trust.roleAccount),
  );
  return keysOf(
    concerned.flatMap(({ Condition }) => compileCondition(Condition)),
    context,
    guesses,
  );
}

function keysOf(tests: readonly ConditionTest[], context: RequestContext, guesses: PolicyGuesses): string[] {
  return [...new Set(tests.map(({ key }) => key))].filter((key) => lookUp(context, key, guesses) === undefined);
}
