import type { PassRoleCondition } from '../../model/desired-state.js';
import { setsServiceKey } from '../../policy/service-key.js';

/**
 * Whether a grant is narrowed by acs:Service. `auto` narrows to all services when each has a published example of
 * the key (design: Care with the cloud); no service, no narrowing.
 */
export function isNarrowed(services: readonly string[], condition: PassRoleCondition): boolean {
  if (services.length === 0 || condition === 'never') return false;
  return condition === 'always' || services.every(setsServiceKey);
}
