/** Matching of the policy language: `*` is any run of characters, `?` exactly one, both also across ":" and "/". */

export interface MatchOptions {
  readonly ignoreCase?: boolean;
}

/**
 * True when the whole text fits the pattern. Two pointers and one remembered `*`: no recursion and no
 * backtracking beyond the last star, so the cost never exceeds pattern length × text length.
 */
export function matchWildcard(pattern: string, text: string, options: MatchOptions = {}): boolean {
  return options.ignoreCase ? match(pattern.toLowerCase(), text.toLowerCase()) : match(pattern, text);
}

/** Actions compare case-insensitively: `ECS:describe*` matches `ecs:DescribeInstances`. */
export function matchAction(pattern: string, action: string): boolean {
  return match(pattern.toLowerCase(), action.toLowerCase());
}

/**
 * True when a Resource of a statement covers the ARN. An empty region or account in the pattern means "any";
 * the names of roles and policies compare case-insensitively, everything else case-sensitively.
 */
export function matchResource(pattern: string, resource: string): boolean {
  return matchCompiledResource(compileResource(pattern), resource, hasFoldedName(resource));
}

/** A Resource pattern with "any" spelled out, once as written and once for names that ignore case. */
export interface ResourcePattern {
  readonly exact: string;
  readonly folded: string;
}

/** Prepares a pattern that is matched often. */
export function compileResource(pattern: string): ResourcePattern {
  const exact = spellOutAny(pattern);
  return { exact, folded: foldName(exact) };
}

/** `folded` is hasFoldedName(resource), computed once per request. */
export function matchCompiledResource(pattern: ResourcePattern, resource: string, folded: boolean): boolean {
  return folded ? match(pattern.folded, foldName(resource)) : match(pattern.exact, resource);
}

/** True for the ARN of a role or a policy, whose names ignore case (cloud-api §2). */
export function hasFoldedName(resource: string): boolean {
  return /^acs:ram:[^:]*:[^:]*:(?:role|policy)\//.test(resource);
}

function spellOutAny(pattern: string): string {
  const [acs, service, region, account, ...rest] = pattern.split(':');
  if (acs !== 'acs' || rest.length === 0) return pattern;
  return [acs, service, region || '*', account || '*', ...rest].join(':');
}

/** Lower-cases the relative id; a pattern with fewer than five fields may hold it anywhere, so all of that one. */
function foldName(arn: string): string {
  const fields = arn.split(':');
  if (fields.length < 5) return arn.toLowerCase();
  return `${fields.slice(0, 4).join(':')}:${fields.slice(4).join(':').toLowerCase()}`;
}

function match(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let retry = 0;
  while (t < text.length) {
    const c = pattern[p];
    if (c === '*') {
      star = p;
      retry = t;
      p += 1;
    } else if (c === '?') {
      t += characterLength(text, t);
      p += 1;
    } else if (c === text[t]) {
      t += 1;
      p += 1;
    } else if (star >= 0) {
      retry += 1;
      t = retry;
      p = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

/** Code units of the character at an index: a surrogate pair is one character. */
function characterLength(text: string, index: number): number {
  return (text.codePointAt(index) as number) > 0xffff ? 2 : 1;
}
