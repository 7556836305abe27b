/** The RAM policy language (version "1") as data. Unknown fields are kept by everything that edits. */

import type { Fix, Severity } from '../model/finding.js';

/** Many fields take one value or a list. */
export type OneOrMany<T> = T | readonly T[];

/** One statement of a document. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Principal?: TrustPrincipal;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMany<ConditionValue>>>>>;
}

/** What JSON has for one value of a condition. */
export type ConditionValue = string | number | boolean;

/** Whom a statement of a trust policy names. */
export interface TrustPrincipal {
  readonly RAM?: OneOrMany<string>;
  readonly Service?: OneOrMany<string>;
  readonly Federated?: OneOrMany<string>;
}

/** A policy of either kind. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** Identity policies say what their holder may do; a trust policy says who may assume a role. */
export type DocumentKind = 'identity' | 'trust';

/** The kinds of problem that parsePolicy tells apart. */
export type ProblemRule =
  | 'syntax'
  | 'byte-order-mark'
  | 'duplicate-key'
  | 'type'
  | 'version'
  | 'statement'
  | 'effect'
  | 'action'
  | 'resource'
  | 'principal'
  | 'service-principal'
  | 'condition'
  | 'length'
  | 'placeholder'
  | 'misspelled-field'
  | 'unknown-field';

/** One thing wrong with a document. */
export interface PolicyProblem {
  readonly rule: ProblemRule;
  /** `high` for what the cloud refuses or does not mean as written. */
  readonly severity: Severity;
  /** Such as `Statement[0].Principal.Service[1]`; empty for the document itself. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** Where an edit is sure to be right. */
  readonly fix?: Fix;
}

/** Where a document comes from. */
export interface PolicyOrigin {
  /** What explanations call it: `custom/DenyOss`, `session policy`, a file's path. */
  readonly name: string;
  /** The version of the policy, such as `v3`. */
  readonly version?: string | undefined;
  /** Who carries it, as an address such as `group/developers`, when it is not the asked principal itself. */
  readonly attachedTo?: string | undefined;
}

/** A document with where it comes from. */
export interface NamedDocument extends PolicyOrigin {
  readonly document: PolicyDocument;
}

/** What is asked of the evaluator. Condition keys are given with their published spelling, such as `acs:Service`. */
export interface AccessRequest {
  /** Such as `ram:PassRole`. */
  readonly action: string;
  /** The ARN of the one resource. */
  readonly resource: string;
  readonly context: Readonly<Record<string, OneOrMany<ConditionValue>>>;
}

/** The answer to a request. `unknown`: something that would tell was refused to us, or is not published. */
export type Verdict = 'allowed' | 'explicitly denied' | 'implicitly denied' | 'unknown';

/** The statement that decided. */
export interface Reason {
  readonly policy: string;
  readonly version?: string;
  readonly attachedTo?: string;
  /** Index into the document's Statement. */
  readonly statement: number;
}

/** A verdict with the statement that made it. */
export interface Decision {
  readonly verdict: Verdict;
  /** Absent for an implicit deny, and when nothing decided. */
  readonly reason?: Reason | undefined;
}
