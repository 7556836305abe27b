import { distance } from 'fastest-levenshtein';
import type { DocumentKind } from './types.js';

/** The fields of a document. */
export const DOCUMENT_FIELDS = ['Version', 'Statement'] as const;

/** The fields of a statement (cloud-api §6); only trust policies name principals, and only identity policies resources. */
export const STATEMENT_FIELDS = {
  identity: ['Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
  trust: ['Effect', 'Action', 'NotAction', 'Principal', 'Condition'],
} as const satisfies Record<DocumentKind, readonly string[]>;

/** The kinds of principal that a trust policy names. */
export const PRINCIPAL_FIELDS = ['RAM', 'Service', 'Federated'] as const;

const EVERY_FIELD: readonly string[] = [...new Set([...STATEMENT_FIELDS.identity, ...STATEMENT_FIELDS.trust])];

/**
 * The field that a key which is none was meant to be: in other letters, in the plural, with a slip or two, or with a
 * `Not` that the language does not have in front. Undefined for a key that is like none.
 */
export function intendedField(key: string, fields: readonly string[] = EVERY_FIELD): string | undefined {
  if (key.length > 2 * LONGEST) return undefined;
  const folded = fold(key);
  const near = fields.find((field) => fold(field) === folded) ?? fields.find((field) => isSlip(fold(field), folded));
  if (near !== undefined || !folded.startsWith('not')) return near;
  return fields.find((field) => fold(field) === folded.slice('not'.length));
}

/** True when a key is a field in other letters, in the plural, or with a blank or hyphen in it. */
export function isSpelling(key: string, field: string): boolean {
  return fold(key) === fold(field);
}

const LONGEST = Math.max(...[...EVERY_FIELD, ...DOCUMENT_FIELDS].map((field) => field.length));

/** Two slips in a long word, one in a short one, none in three letters. */
function isSlip(field: string, key: string): boolean {
  return distance(field, key) <= Math.floor(field.length / 4);
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[-_\s]/g, '')
    .replace(/s$/, '');
}
