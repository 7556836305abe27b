import { UsageError } from '../errors.js';

/** The services whose instances this tool puts roles on, by the short name that --service takes. */
export const SERVICES = {
  ecs: 'ecs.aliyuncs.com',
  pai: 'pai.aliyuncs.com',
  dataworks: 'dataworks.aliyuncs.com',
} as const satisfies Record<string, string>;

const SUFFIX = '.aliyuncs.com';
const LABEL = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

/**
 * Misspellings met in real documents (the seeds print `pai.aliyun.cs.com`) and their like.
 * Each names a suffix that was written where `.aliyuncs.com` belongs.
 */
const WRONG_SUFFIX =
  /\.(?:aliyun\.cs\.com|aliyuncs\.cn|aliyuncs\.com\.cn|aliyuncs\.co|aliyuncs|aliyun\.com|aliyuns\.com|alyuncs\.com|aliyuncs\.com\.)$/;

/** The right spelling of a service principal that was written nearly right; undefined when it is right or unknowable. */
export function nearMiss(text: string): string | undefined {
  const tidy = text.trim().toLowerCase();
  const repaired = tidy.replace(WRONG_SUFFIX, SUFFIX);
  return repaired !== text && isServicePrincipal(repaired) ? repaired : undefined;
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
