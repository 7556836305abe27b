import { distance } from 'fastest-levenshtein';
import { UsageError } from '../errors.js';

/** The services whose instances this tool puts roles on, by the short name that --service takes. */
export const SERVICES = {
  ecs: 'ecs.aliyuncs.com',
  pai: 'pai.aliyuncs.com',
  dataworks: 'dataworks.aliyuncs.com',
} as const satisfies Record<string, string>;

const SUFFIX = '.aliyuncs.com';
const LABEL = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

/** Slips that make `.aliyuncs.com` of a suffix; real documents have `pai.aliyun.cs.com` (the seeds), `.aliyuncs`. */
const MOST_SLIPS = 4;

/** The right spelling of a service principal that was written nearly right; undefined when it is right or unknowable. */
export function nearMiss(text: string): string | undefined {
  const tidy = text.trim().toLowerCase().replaceAll(',', '.');
  const [, name, suffix] = /^([^.]*)(\..{1,20})$/.exec(tidy) ?? [];
  if (name === undefined || suffix === undefined || isServicePrincipal(text)) return undefined;
  const repaired = isServicePrincipal(tidy) ? tidy : distance(suffix, SUFFIX) <= MOST_SLIPS ? name + SUFFIX : tidy;
  return isServicePrincipal(repaired) ? repaired : undefined;
}

/** True for `<service>.aliyuncs.com` in the exact spelling that RAM compares with. */
export function isServicePrincipal(text: string): boolean {
  return text.endsWith(SUFFIX) && LABEL.test(text.slice(0, -SUFFIX.length)) && !isPlaceholder(text);
}

function isPlaceholder(text: string): boolean {
  return /^x{2,}\./.test(text) || /[[\]${}<>]/.test(text);
}

/**
 * Turns what --service takes (`ecs`, `pai`, `dataworks` or a full `<name>.aliyuncs.com`) into the service principal.
 * @throws UsageError with the right spelling where one can be told.
 */
export function parseService(text: string, where: string): string {
  const known = SERVICES[text as keyof typeof SERVICES];
  if (known !== undefined && Object.hasOwn(SERVICES, text)) return known;
  if (isServicePrincipal(text)) return text;
  if (isPlaceholder(text)) {
    throw new UsageError(`${JSON.stringify(text)} is a placeholder, not a service.`, { where, hint: KNOWN });
  }
  const lower = text.trim().toLowerCase();
  const right = Object.hasOwn(SERVICES, lower) ? SERVICES[lower as keyof typeof SERVICES] : nearMiss(text);
  throw new UsageError(`${JSON.stringify(text)} is not a service that can assume a role.`, {
    where,
    hint: right === undefined ? KNOWN : `Did you mean ${right}?`,
  });
}

const KNOWN = `Known short names: ${Object.keys(SERVICES).join(', ')}; any other service is written <name>${SUFFIX}.`;
