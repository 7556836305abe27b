import {
  type ConditionTest,
  compileCondition,
  lookUp,
  type RequestContext,
  testHolds,
} from '../condition/condition.js';
import type { PolicyGuesses } from '../guesses.js';
import { toList } from '../one-or-many.js';
import type { AccessRequest, ConditionValue, Reason, TrustPrincipal } from '../types.js';
import { coversAction, coversResource } from './compile.js';
import { askedOf, reasonOf } from './evaluate.js';
import { type PolicySet, serviceOf } from './policy-set.js';
import { namesAssumer, speaksOfAssuming, type TrustLayer } from './trust.js';

/** Why a statement did not apply. */
export type Missing =
  | { readonly part: 'action'; readonly written: readonly string[]; readonly except: boolean }
  | { readonly part: 'resource'; readonly written: readonly string[]; readonly except: boolean }
  | { readonly part: 'principal'; readonly written: TrustPrincipal }
  | {
      readonly part: 'condition';
      readonly operator: string;
      readonly key: string;
      readonly wanted: readonly ConditionValue[];
      /** What the request carries; absent when it does not carry the key. */
      readonly actual?: readonly ConditionValue[];
    };

/** A statement that would have applied but for one part. Several conditions of it may have failed. */
export interface NearMatch extends Reason {
  readonly effect: 'Allow' | 'Deny';
  readonly missing: readonly Missing[];
}

/**
 * The statements of an effect that one part kept from applying, those nearest first: a condition, then the resource,
 * then the action, if that is one of the same service.
 */
export function nearMatches(
  policies: PolicySet,
  request: AccessRequest,
  guesses: PolicyGuesses,
  effect: 'Allow' | 'Deny',
): NearMatch[] {
  const asked = askedOf(request, guesses);
  const found = policies.statements.flatMap((placed): NearMatch[] => {
    const { statement } = placed;
    const { source } = statement;
    if (source.Effect !== effect) return [];
    const action = coversAction(statement, asked.action);
    const resource = coversResource(statement, asked.resource);
    const conditions = failedConditions(statement.condition, request.context, guesses);
    const missing: Missing[] = [
      ...(action ? [] : [written('action', source.Action, source.NotAction)]),
      ...(resource ? [] : [written('resource', source.Resource, source.NotResource)]),
      ...conditions,
    ];
    if (!isOnePart(missing)) return [];
    if (!action && !sameService(toList(source.Action ?? source.NotAction), asked.action)) return [];
    return [{ ...reasonOf(placed), effect, missing }];
  });
  return found.toSorted((a, b) => distance(a) - distance(b));
}

/** The same for a trust policy, whose statements name principals instead of resources. */
export function nearTrustMatches(
  { document: { Statement: statements }, who, roleAccount }: TrustLayer,
  context: RequestContext,
  guesses: PolicyGuesses,
  effect: 'Allow' | 'Deny',
): NearMatch[] {
  const found = statements.flatMap((source, index): NearMatch[] => {
    if (source.Effect !== effect) return [];
    if (!speaksOfAssuming(source)) return [];
    const missing: Missing[] = [
      ...(namesAssumer(source.Principal, who, roleAccount)
        ? []
        : [{ part: 'principal' as const, written: source.Principal ?? {} }]),
      ...failedConditions(compileCondition(source.Condition), context, guesses),
    ];
    return isOnePart(missing) ? [{ policy: 'trust policy', statement: index, effect, missing }] : [];
  });
  return found.toSorted((a, b) => distance(a) - distance(b));
}

function isOnePart(missing: readonly Missing[]): boolean {
  return new Set(missing.map(({ part }) => part)).size === 1;
}

function written(
  part: 'action' | 'resource',
  wanted: string | readonly string[] | undefined,
  excepted: string | readonly string[] | undefined,
): Missing {
  return { part, written: toList(wanted ?? excepted), except: wanted === undefined && excepted !== undefined };
}

function failedConditions(tests: readonly ConditionTest[], context: RequestContext, guesses: PolicyGuesses): Missing[] {
  return tests
    .filter((test) => !testHolds(test, context, guesses))
    .map(({ operator, key, wanted }): Missing => {
      const actual = lookUp(context, key, guesses);
      return { part: 'condition', operator, key, wanted, ...(actual !== undefined && { actual: toList(actual) }) };
    });
}

function sameService(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => serviceOf(pattern.toLowerCase()) === serviceOf(action));
}

function distance({ missing }: NearMatch): number {
  return ['condition', 'principal', 'resource', 'action'].indexOf(missing[0]?.part ?? 'action');
}
