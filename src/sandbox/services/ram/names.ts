import { invalidParameter } from '../../api-error.js';
import type { Params } from '../../params.js';

interface NameRule {
  readonly max: number;
  readonly pattern: RegExp;
}

/** Lengths and characters as each Create call's page states them. */
const RULES = {
  RoleName: { max: 64, pattern: /^[A-Za-z0-9.-]+$/ },
  UserName: { max: 64, pattern: /^[A-Za-z0-9._-]+$/ },
  GroupName: { max: 64, pattern: /^[A-Za-z0-9._-]+$/ },
  PolicyName: { max: 128, pattern: /^[A-Za-z0-9-]+$/ },
} as const satisfies Record<string, NameRule>;

/** @throws ApiError `InvalidParameter.<parameter>.Length` or `.InvalidChars` (cloud-api §2). */
export function readName(params: Params, parameter: keyof typeof RULES): string {
  const name = params.text(parameter);
  const { max, pattern } = RULES[parameter];
  checkLength(parameter, name, 1, max);
  if (pattern.test(name)) return name;
  throw invalidParameter(parameter, 'InvalidChars', `The parameter - "${parameter}" contains invalid chars.`);
}

/** @throws ApiError `InvalidParameter.<parameter>.Length`. */
export function checkLength(parameter: string, text: string, min: number, max: number): string {
  if (text.length >= min && text.length <= max) return text;
  throw invalidParameter(parameter, 'Length', `The parameter - "${parameter}" beyond the length limit.`);
}
