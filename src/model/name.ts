import { ConflictError, UsageError } from '../errors.js';

/** Role and policy names (and ARNs that hold them) compare case-insensitively (cloud-api §2). */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

interface NameRule {
  readonly what: string;
  readonly max: number;
  readonly pattern: RegExp;
  readonly allowed: string;
}

const ROLE: NameRule = {
  what: 'role name',
  max: 64,
  pattern: /^[A-Za-z0-9.-]+$/,
  allowed: 'letters, digits, "." and "-"',
};

const POLICY: NameRule = {
  what: 'policy name',
  max: 128,
  pattern: /^[A-Za-z0-9-]+$/,
  allowed: 'letters, digits and "-"',
};

/** @throws UsageError when the API would answer InvalidParameter.RoleName.Length or .InvalidChars. */
export function checkRoleName(name: string, where: string): string {
  return check(name, where, ROLE);
}

/** @throws UsageError when the API would answer InvalidParameter.PolicyName.Length or .InvalidChars. */
export function checkPolicyName(name: string, where: string): string {
  return check(name, where, POLICY);
}

function check(name: string, where: string, rule: NameRule): string {
  if (name.length < 1 || name.length > rule.max) {
    throw new UsageError(`The ${rule.what} has ${name.length} characters; 1 to ${rule.max} are allowed.`, { where });
  }
  if (!rule.pattern.test(name)) {
    const odd = [...name].find((c) => !rule.pattern.test(c));
    throw new UsageError(`The ${rule.what} ${JSON.stringify(name)} contains ${JSON.stringify(odd)}.`, {
      where,
      hint: `A ${rule.what} may hold ${rule.allowed}.`,
    });
  }
  return name;
}

/** Names of the roles that a cloud service or CloudSSO owns. */
export function isReservedRole(name: string): boolean {
  return /^(AliyunServiceRoleFor|AliyunReservedSSO-)/i.test(name);
}

/** @throws ConflictError for a role that its service owns: every write to it is refused. */
export function refuseReservedRole(name: string): void {
  if (!isReservedRole(name)) return;
  throw new ConflictError(`${name} is a service-linked role: its service owns it.`, {
    hint: 'Such roles are neither edited nor put on instances. Choose another name.',
  });
}
