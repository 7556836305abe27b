import type { DesiredState } from './desired-state.js';

/** `high` makes a checking command exit 8, unless it is told otherwise. */
export type Severity = 'high' | 'warning' | 'info';

/** One change of a document, as JSON Patch writes it (RFC 6902). */
export interface DocumentEdit {
  readonly op: 'add' | 'replace' | 'remove';
  /** A JSON Pointer, such as `/Statement/0/Principal/Service/1`; `-` is the place after the last of a list. */
  readonly path: string;
  /** What a person has to fill in is written as a placeholder, such as `${RoleName}`. */
  readonly value?: unknown;
}

/** What would put it right: a state for the planner, or edits of the document, in this order. */
export type Fix =
  | { readonly summary: string; readonly desired: DesiredState }
  | { readonly summary: string; readonly edits: readonly DocumentEdit[] };

/** Something that a check found in the evidence. */
export interface Finding {
  /** Of the check, such as `pass-role-any-role`; docs/lint.md has a section of this name. */
  readonly id: string;
  readonly severity: Severity;
  /** Where: `Statement[0].Principal.Service[1]` in a document; empty for the whole of it. */
  readonly path: string;
  /** 1-based place in the document's text, when there is a text. */
  readonly line?: number;
  readonly column?: number;
  /** What is wrong, why it matters, and what would be right. */
  readonly message: string;
  /** The piece of the document or of the cloud's answer that shows it. */
  readonly evidence?: unknown;
  readonly fix?: Fix;
}

const ORDER: readonly Severity[] = ['high', 'warning', 'info'];

/** Sorts the grave ones to the front; equals keep their order. */
export function bySeverity(a: Finding, b: Finding): number {
  return ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity);
}

/** True when a severity is as grave as another; nothing is as grave as one that there is not. */
export function isAtLeast(severity: Severity, least: string): boolean {
  return ORDER.indexOf(severity) <= (ORDER as readonly string[]).indexOf(least);
}
