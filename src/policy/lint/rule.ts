import type { Fix, Severity } from '../../model/finding.js';
import type { DocumentKind, PolicyDocument } from '../types.js';

/** A document that parsePolicy understood, and what is known of the world around it. */
export interface LintedDocument {
  readonly kind: DocumentKind;
  readonly document: PolicyDocument;
  /** The account that the document lives in; unknown for a file. */
  readonly account?: string | undefined;
  /** The service principals that a role trusts; undefined when that is not known. */
  readonly servicesOfRole?: ((roleName: string) => readonly string[] | undefined) | undefined;
  /** True when the document is attached to a role that instances carry, so that every process there has it. */
  readonly onInstanceRole?: boolean | undefined;
}

/** One place that a rule points at. */
export interface LintHit {
  /** Such as `Statement[0].Resource[1]`. */
  readonly path: string;
  readonly message: string;
  readonly evidence?: unknown;
  /** When this place is graver, or less grave, than the rule usually is. */
  readonly severity?: Severity;
  readonly fix?: Fix;
}

export interface LintRule {
  readonly id: string;
  readonly severity: Severity;
  readonly kinds: readonly DocumentKind[];
  /** One sentence for the documentation: what it finds, and why that matters. */
  readonly about: string;
  readonly find: (linted: LintedDocument) => Iterable<LintHit>;
}
