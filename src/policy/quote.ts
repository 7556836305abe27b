const MOST = 80;

/** A piece of a document for a message or a path: quoted, control characters escaped, cut when it is long. */
export function quote(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > MOST ? `${value.slice(0, MOST)}…` : value);
}
