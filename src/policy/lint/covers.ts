import { spellOutAny } from '../match/resource.js';

/** Characters of one pattern times those of the other; what is longer is not compared. */
const MOST_COMPARED = 1_000_000;

/**
 * True only if everything that `narrow` matches, `wide` matches too. A `*` of the narrow pattern is taken for a
 * character that only a `*` of the wide one covers, which is safe, and misses only oddities such as `*?` and `?*`.
 */
export function covers(wide: string, narrow: string): boolean {
  if (wide.length * narrow.length > MOST_COMPARED) return false;
  return coversCharacters([...wide], [...narrow]);
}

function coversCharacters(wide: readonly string[], narrow: readonly string[]): boolean {
  let w = 0;
  let n = 0;
  let star = -1;
  let retry = 0;
  while (n < narrow.length) {
    const c = wide[w];
    if (c === '*') {
      star = w;
      retry = n;
      w += 1;
    } else if (c === narrow[n] || (c === '?' && narrow[n] !== '*')) {
      w += 1;
      n += 1;
    } else if (star >= 0) {
      retry += 1;
      n = retry;
      w = star + 1;
    } else {
      return false;
    }
  }
  while (wide[w] === '*') w += 1;
  return w === wide.length;
}

/** The same for actions, which ignore case. */
export function actionCovers(wide: string, narrow: string): boolean {
  return covers(wide.toLowerCase(), narrow.toLowerCase());
}

/** The same for resources, where an empty region or account means "any". */
export function resourceCovers(wide: string, narrow: string): boolean {
  return covers(spellOutAny(wide), spellOutAny(narrow));
}

/** True when a pattern covers every resource of the account that it names, `acs:ram:*:<account>:*` too. */
export function coversAllOfAccount(pattern: string, all: string): boolean {
  const [acs, service, region, account = '', ...rest] = spellOutAny(pattern).split(':');
  const anyAccount = [acs, service, region, /^\d+$/.test(account) ? '*' : account, ...rest].join(':');
  return resourceCovers(rest.length === 0 ? pattern : anyAccount, all);
}
