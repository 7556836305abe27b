import { ASSUME_ROLE } from '../actions.js';
import { printDocument } from './print.js';

/** The trust policy that lets these services assume a role (seeds: EcsRamRoleTest). */
export function serviceTrust(services: readonly string[]): string {
  return printDocument([{ Action: ASSUME_ROLE, Effect: 'Allow', Principal: { Service: [...new Set(services)] } }]);
}
