import { sameDocument } from '../policy/canonical.js';
import type { Fields } from './change.js';

/** True when two states are the same; documents are compared by meaning, not by white space. */
export function sameFields(a: Fields | null, b: Fields | null): boolean {
  if (a === null || b === null) return a === b;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => sameValue(name, a[name], b[name]));
}

function sameValue(name: string, a: Fields[string] | undefined, b: Fields[string] | undefined): boolean {
  if (isDocumentField(name) && typeof a === 'string' && typeof b === 'string') return sameDocument(a, b);
  return a === b;
}

/** Fields whose value is the text of a policy document. */
export function isDocumentField(name: string): boolean {
  return name === 'AssumeRolePolicyDocument' || name === 'PolicyDocument';
}
