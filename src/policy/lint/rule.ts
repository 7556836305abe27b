import type { Fix, Severity } from '../../model/finding.js';
import type { JsonPath } from '../json/path.js';
import type { DocumentKind, PolicyDocument } from '../types.js';

/** What is known of the world around a document; what is left out is not known. */
export interface LintFacts {
  /** The account that the document lives in. */
  readonly account?: string | undefined;
  /** The service principals that a role trusts. */
  readonly servicesOfRole?: ((roleName: string) => readonly string[] | undefined) | undefined;
  /** True when the document is attached to a role that instances carry, so that every process there has it. */
  readonly onInstanceRole?: boolean | undefined;
}

/** A document that parsePolicy understood. */
export interface LintedDocument extends LintFacts {
  readonly document: PolicyDocument;
}

/** One place that a rule points at. */
export interface LintHit {
  readonly path: JsonPath;
  readonly message: string;
  readonly evidence?: unknown;
  /** When this place is graver, or less grave, than the rule usually is. */
  readonly severity?: Severity | undefined;
  readonly fix?: Fix;
}

/** One thing to look for. */
export interface LintRule {
  readonly id: string;
  readonly severity: Severity;
  readonly kinds: readonly DocumentKind[];
  readonly find: (linted: LintedDocument) => Iterable<LintHit>;
}
