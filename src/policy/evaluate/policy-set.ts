import { toList } from '../condition/condition.js';
import type { PolicyOrigin } from '../types.js';
import type { CompiledPolicy, CompiledStatement } from './compile.js';

/** A statement among those of several policies. */
export interface PlacedStatement {
  readonly policy: PolicyOrigin;
  readonly statement: CompiledStatement;
  /** Counts the statements of all policies, in the order given. */
  readonly place: number;
}

/**
 * Statements by the action that they speak of, so that a request looks only at those that may concern it. Each list
 * is in order of place; a statement may be in several lists.
 */
export interface ActionIndex {
  /** By whole action in lower case, for actions written without a wildcard. */
  readonly byAction: ReadonlyMap<string, readonly PlacedStatement[]>;
  /** By what stands before the colon, for `ecs:Describe*`. */
  readonly byService: ReadonlyMap<string, readonly PlacedStatement[]>;
  /** NotAction, `*`, and wildcards before the colon. */
  readonly anyAction: readonly PlacedStatement[];
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

/** `ecs` of `ecs:StartInstance`; the whole text when it has no colon. */
export function serviceOf(action: string): string {
  const colon = action.indexOf(':');
  return colon < 0 ? action : action.slice(0, colon);
}

function indexActions(statements: readonly PlacedStatement[]): ActionIndex {
  const byAction = new Map<string, PlacedStatement[]>();
  const byService = new Map<string, PlacedStatement[]>();
  const anyAction: PlacedStatement[] = [];
  for (const placed of statements) {
    const { source, actions } = placed.statement;
    const patterns = actions.except ? ['*'] : toList(source.Action).map((pattern) => pattern.toLowerCase());
    for (const pattern of patterns) {
      if (!isWild(pattern)) put(byAction, pattern, placed);
      else if (isWild(serviceOf(pattern))) putOnce(anyAction, placed);
      else put(byService, serviceOf(pattern), placed);
    }
  }
  return { byAction, byService, anyAction };
}

function isWild(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

function put(lists: Map<string, PlacedStatement[]>, key: string, placed: PlacedStatement): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [placed]);
  else putOnce(list, placed);
}

function putOnce(list: PlacedStatement[], placed: PlacedStatement): void {
  if (list.at(-1) !== placed) list.push(placed);
}
