import type { Matcher } from '../match/wildcard.js';
import { toList } from '../one-or-many.js';
import type { PolicyOrigin } from '../types.js';
import { type CompiledPolicy, type CompiledStatement, coversAction } from './compile.js';

/** A statement among those of several policies. */
export interface PlacedStatement {
  readonly policy: PolicyOrigin;
  readonly statement: CompiledStatement;
  /** Counts the statements of all policies, in the order given. */
  readonly place: number;
}

/** A statement that may concern a request, with what its action has to fit for that. */
export interface Candidate {
  readonly placed: PlacedStatement;
  /** Asked in lower case; undefined where being found is proof enough. */
  readonly covers: Matcher | undefined;
}

/**
 * Statements of one effect by the action that they speak of, so that a request looks only at those that may concern
 * it. Each list is in order of place; a statement may be in several.
 */
export interface ActionIndex {
  /** By whole action in lower case, for actions written without a wildcard. */
  readonly byAction: ReadonlyMap<string, readonly Candidate[]>;
  /** By what stands before the colon, for `ecs:Describe*`. */
  readonly byService: ReadonlyMap<string, readonly Candidate[]>;
  /** NotAction, `*`, and wildcards before the colon. */
  readonly anyAction: readonly Candidate[];
}

/** Policies that are asked together, at one level. */
export interface PolicySet {
  readonly statements: readonly PlacedStatement[];
  readonly denies: ActionIndex;
  readonly allows: ActionIndex;
}

/** Puts compiled policies together; costs one look at each action of each statement. */
export function policySet(policies: readonly CompiledPolicy[]): PolicySet {
  let place = 0;
  const statements = policies.flatMap((policy) =>
    policy.statements.map((statement): PlacedStatement => ({ policy, statement, place: place++ })),
  );
  return {
    statements,
    denies: indexActions(statements.filter(({ statement }) => !statement.allow)),
    allows: indexActions(statements.filter(({ statement }) => statement.allow)),
  };
}

function indexActions(statements: readonly PlacedStatement[]): ActionIndex {
  const byAction = new Map<string, Candidate[]>();
  const byService = new Map<string, Candidate[]>();
  const anyAction: Candidate[] = [];
  for (const placed of statements) {
    const { source, actions } = placed.statement;
    if (actions.except) {
      anyAction.push({ placed, covers: (action) => coversAction(placed.statement, action) });
      continue;
    }
    for (const [i, written] of toList(source.Action).entries()) {
      const pattern = written.toLowerCase();
      const covers = actions.patterns[i];
      if (!isWild(pattern)) put(byAction, pattern, { placed, covers: undefined });
      else if (isWild(serviceOf(pattern))) anyAction.push({ placed, covers });
      else put(byService, serviceOf(pattern), { placed, covers });
    }
  }
  return { byAction, byService, anyAction };
}

/** `ecs` of `ecs:StartInstance`; the whole text when it has no colon. */
export function serviceOf(action: string): string {
  const colon = action.indexOf(':');
  return colon < 0 ? action : action.slice(0, colon);
}

function isWild(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

function put(lists: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [candidate]);
  else list.push(candidate);
}
