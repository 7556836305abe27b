import { conditionKeyCase, misspelledConditionKey } from './condition-keys.js';
import { deprecatedField } from './deprecated-field.js';
import { assumeAnyRole, ramEscalation } from './escalation.js';
import { fullAccess, notActionAllow, ramFullAccess } from './full-access.js';
import { passRoleAnyRole, passRoleAnyService } from './pass-role.js';
import { passRoleServiceName } from './pass-role-service.js';
import { policyVariable } from './policy-variable.js';
import type { LintRule } from './rule.js';
import { shadowedByAllow, shadowedByDeny } from './shadowed.js';
import { trustAnyPrincipal, trustOtherAccount, trustOtherAction } from './trust.js';
import { wildcardWidens } from './wildcard-widens.js';

/** Every rule, in the order of docs/lint.md. A new rule is one entry here and one section there. */
export const lintRules: readonly LintRule[] = [
  trustAnyPrincipal,
  trustOtherAccount,
  trustOtherAction,
  passRoleAnyRole,
  passRoleAnyService,
  passRoleServiceName,
  fullAccess,
  ramFullAccess,
  ramEscalation,
  assumeAnyRole,
  notActionAllow,
  wildcardWidens,
  shadowedByDeny,
  shadowedByAllow,
  deprecatedField,
  conditionKeyCase,
  misspelledConditionKey,
  policyVariable,
];
