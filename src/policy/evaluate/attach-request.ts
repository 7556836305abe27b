import type { AccessRequest } from '../types.js';

/** An instance that a role is put on. */
export interface RoleCarrier {
  readonly kind: keyof typeof ATTACH;
  readonly region: string;
  readonly id: string;
}

/**
 * What is asked of a caller who puts a role on an instance, and which service the role is passed to. Of these the
 * ECS action and resource and the DSW action are published; the DSW resource and both of DataWorks are guesses made
 * after the pattern of the products' other pages (cloud-api §4, §5).
 */
const ATTACH = {
  ecs: { action: 'ecs:AttachInstanceRamRole', product: 'ecs', service: 'ecs.aliyuncs.com' },
  dsw: { action: 'paidsw:UpdatePostPaidInstance', product: 'paidsw', service: 'pai.aliyuncs.com' },
  dataworks: {
    action: 'dataworks:UpdateServerIdeInstance',
    product: 'dataworks',
    service: 'dataworks.aliyuncs.com',
  },
} as const;

/** What is asked of the caller, and the service to which the role is passed. */
export function attachRequest(
  account: string,
  { kind, region, id }: RoleCarrier,
): { request: Omit<AccessRequest, 'context'>; service: string } {
  const { action, product, service } = ATTACH[kind];
  return { request: { action, resource: `acs:${product}:${region}:${account}:instance/${id}` }, service };
}
