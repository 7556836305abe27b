import { type ConditionTest, compileCondition } from '../condition/condition.js';
import { compileAction } from '../match/action.js';
import { type AskedResource, compileResource, fitsResource, type ResourcePattern } from '../match/resource.js';
import type { Matcher } from '../match/wildcard.js';
import { toList } from '../one-or-many.js';
import type { NamedDocument, OneOrMany, PolicyOrigin, Statement } from '../types.js';

/** Patterns of which one has to match, or, when `except` is set, none may. */
export interface PatternSet<T> {
  readonly patterns: readonly T[];
  readonly except: boolean;
}

/** A statement prepared for being asked often. */
export interface CompiledStatement {
  /** Index into the document's Statement. */
  readonly index: number;
  readonly source: Statement;
  readonly allow: boolean;
  /** Asked in lower case. */
  readonly actions: PatternSet<Matcher>;
  readonly resources: PatternSet<ResourcePattern>;
  readonly condition: readonly ConditionTest[];
}

/** A document prepared for being asked often. */
export interface CompiledPolicy extends PolicyOrigin {
  readonly statements: readonly CompiledStatement[];
}

/** Prepares an identity policy. The document is one that parsePolicy returned, so its shapes are right. */
export function compile({ document, ...origin }: NamedDocument): CompiledPolicy {
  return { ...origin, statements: document.Statement.map(compileStatement) };
}

function compileStatement(statement: Statement, index: number): CompiledStatement {
  return {
    index,
    source: statement,
    allow: statement.Effect === 'Allow',
    actions: compileActions(statement),
    resources: patternSet(statement.Resource, statement.NotResource, compileResource),
    condition: compileCondition(statement.Condition),
  };
}

/** Prepares what a statement of either kind of policy says about actions. */
export function compileActions({ Action, NotAction }: Statement): PatternSet<Matcher> {
  return patternSet(Action, NotAction, compileAction);
}

/** True when the statement speaks about the action, which is given in lower case. */
export function coversAction({ actions }: Pick<CompiledStatement, 'actions'>, lowerCasedAction: string): boolean {
  for (const matches of actions.patterns) if (matches(lowerCasedAction)) return !actions.except;
  return actions.except;
}

/** True when the statement speaks about the resource. */
export function coversResource({ resources }: CompiledStatement, resource: AskedResource): boolean {
  for (const pattern of resources.patterns) if (fitsResource(pattern, resource)) return !resources.except;
  return resources.except;
}

function patternSet<T>(
  wanted: OneOrMany<string> | undefined,
  excepted: OneOrMany<string> | undefined,
  prepare: (pattern: string) => T,
): PatternSet<T> {
  const except = wanted === undefined && excepted !== undefined;
  return { patterns: toList(except ? excepted : wanted).map(prepare), except };
}
