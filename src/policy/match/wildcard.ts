import { fitsAt, type HardRun, hardRun, toCharacters } from './hard-run.js';

/** Says whether a whole text fits the pattern that it was made of. */
export type Matcher = (text: string) => boolean;

/**
 * V8 finds a longer text in linear time up to this length only: from 250 on it looks at the last 250 characters,
 * and a text such as a…aba…a in a…a then costs length × length (measured).
 */
const LONGEST_PLAIN_RUN = 250;

/**
 * Prepares a pattern: `*` is any run of characters, `?` exactly one (a surrogate pair counts as one), both also
 * across ":" and "/". What stands between the stars is looked for from left to right, each piece once and never
 * again, so that the cost is linear in the text; a piece with `?` costs one step more for each 32 of its characters.
 */
export function compileWildcard(pattern: string): Matcher {
  const runs = pattern.split('*');
  const plain = runs.every((run) => !/[?\p{Surrogate}]/u.test(run) && run.length < LONGEST_PLAIN_RUN);
  if (runs.length === 1) return plain ? (text) => text === pattern : oneHardRun(pattern);
  return plain ? plainRuns(runs) : hardRuns(runs);
}

/** Asks once; what is asked often is compiled. */
export function matchWildcard(pattern: string, text: string): boolean {
  return compileWildcard(pattern)(text);
}

function plainRuns(runs: readonly string[]): Matcher {
  const [head, middle, tail] = split(runs, '');
  if (middle.length === 0 && tail === '') return (text) => text.startsWith(head);
  return (text) => {
    const end = text.length - tail.length;
    if (end < head.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
    let at = head.length;
    for (const run of middle) {
      const found = text.indexOf(run, at);
      if (found < 0) return false;
      at = found + run.length;
    }
    return at <= end;
  };
}

function oneHardRun(pattern: string): Matcher {
  const run = hardRun(pattern);
  return (text) => {
    const characters = toCharacters(text);
    return characters.length === run.length && fitsAt(run, characters, 0);
  };
}

function hardRuns(runs: readonly string[]): Matcher {
  const [head, middle, tail] = split(runs.map(hardRun), hardRun(''));
  return (text) => {
    const characters = toCharacters(text);
    const end = characters.length - tail.length;
    if (end < head.length || !fitsAt(head, characters, 0) || !fitsAt(tail, characters, end)) return false;
    let at = head.length;
    for (const run of middle) {
      at = run.endOfFirst(characters, at, end);
      if (at < 0) return false;
    }
    return true;
  };
}

/** What stands before the first star, between stars, and after the last one. */
function split<Run extends string | HardRun>(runs: readonly Run[], none: Run): [Run, readonly Run[], Run] {
  return [runs[0] ?? none, runs.slice(1, -1).filter((run) => run.length > 0), runs.at(-1) ?? none];
}
