import { distance } from 'fastest-levenshtein';

/** The names most like a mistyped one, best first; those that are too different are left out. */
function nearest(name: string, names: readonly string[], most = 3): string[] {
  const lower = name.toLowerCase();
  const limit = Math.max(2, Math.floor(name.length / 3));
  return names
    .map((candidate) => ({ candidate, far: likeness(lower, candidate.toLowerCase()) }))
    .filter(({ far }) => far <= limit)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** "Did you mean …?" with the nearest names; undefined when nothing is near. */
export function didYouMean(name: string, names: readonly string[]): string | undefined {
  const near = nearest(name, names);
  return near.length === 0 ? undefined : `Did you mean ${near.join(', ')}?`;
}

/** Edit distance; a name that contains the other counts as near. */
function likeness(a: string, b: string): number {
  return b.includes(a) && a.length > 3 ? 1 : distance(a, b);
}
