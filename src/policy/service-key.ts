import { SERVICES } from '../model/service-principal.js';

/** Says to which service a role is passed. */
export const SERVICE_KEY = 'acs:Service';

/** True for the key in any letter case. */
export function isServiceKey(key: string): boolean {
  return key.toLowerCase() === SERVICE_KEY.toLowerCase();
}

/** Services with a published ram:PassRole example that is conditioned on acs:Service, so that the key is known to be set. */
const PUBLISHED: ReadonlySet<string> = new Set([
  SERVICES.ecs,
  'fc.aliyuncs.com',
  'cs.aliyuncs.com',
  'oos.aliyuncs.com',
  'cloudmonitor.aliyuncs.com',
]);

/** Services whose own documents print the grant without the key. */
const PRINTED_WITHOUT: ReadonlySet<string> = new Set([SERVICES.pai, SERVICES.dataworks]);

/** True when a public example shows that passing a role to this service sets acs:Service. */
export function setsServiceKey(service: string): boolean {
  return PUBLISHED.has(service);
}

/** True when the service's own documents grant the passing of roles without acs:Service. */
export function isPrintedWithoutServiceKey(service: string): boolean {
  return PRINTED_WITHOUT.has(service);
}
