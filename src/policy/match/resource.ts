import { compileWildcard, type Matcher } from './wildcard.js';

/** A Resource pattern, once as written and once for names that ignore case. */
export interface ResourcePattern {
  readonly exact: Matcher;
  readonly folded: Matcher;
}

/** The ARN of a request; `folded` when it is that of a role or a policy, whose names ignore case (cloud-api §2). */
export interface AskedResource {
  readonly arn: string;
  readonly folded: boolean;
}

/** Prepares a pattern. An empty region or account means "any" (cloud-api §6). */
export function compileResource(pattern: string): ResourcePattern {
  const spelledOut = spellOutAny(pattern);
  const lower = foldName(spelledOut);
  const exact = compileWildcard(spelledOut);
  return { exact, folded: lower === spelledOut ? exact : compileWildcard(lower) };
}

/** Prepares what is asked about, once for all patterns. */
export function askedResource(arn: string): AskedResource {
  const folded = arn.startsWith('acs:ram:') && /^acs:ram:[^:]*:[^:]*:(?:role|policy)\//.test(arn);
  return { arn: folded ? foldName(arn) : arn, folded };
}

/** True when a prepared pattern covers what is asked about. */
export function fitsResource(pattern: ResourcePattern, { arn, folded }: AskedResource): boolean {
  return folded ? pattern.folded(arn) : pattern.exact(arn);
}

/**
 * True when a Resource of a statement covers the ARN: names of roles and policies compare case-insensitively,
 * everything else case-sensitively.
 */
export function matchResource(pattern: string, arn: string): boolean {
  return fitsResource(compileResource(pattern), askedResource(arn));
}

/** Writes `*` where an empty region or account stands for it. */
export function spellOutAny(pattern: string): string {
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
