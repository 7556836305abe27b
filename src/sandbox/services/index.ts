import { type ActionRule, ECS_ACTIONS, RAM_ACTIONS, STS_ACTIONS } from '../actions.js';
import type { AccessDeniedDetail } from '../api-error.js';
import { ApiError } from '../api-error.js';
import type { Refusal } from '../authorize.js';
import type { Handler } from '../call.js';
import { ecsHandlers } from './ecs/index.js';
import { ramHandlers } from './ram/index.js';
import { stsHandlers } from './sts/index.js';

/** One product that the sandbox serves. A new product is one entry of `services`. */
export interface Service {
  /** As the API's Recommend link and the log name it. */
  readonly product: string;
  readonly version: string;
  /** HostId of its errors. */
  readonly host: string;
  readonly rules: Readonly<Record<string, ActionRule>>;
  readonly handlers: Readonly<Record<string, Handler>>;
  /** How this product says that a permission is missing. */
  readonly denied: (refusal: Refusal, detail: AccessDeniedDetail | undefined) => ApiError;
}

const services: readonly Service[] = [
  {
    product: 'Ram',
    version: '2015-05-01',
    host: 'ram.aliyuncs.com',
    rules: RAM_ACTIONS,
    handlers: ramHandlers,
    denied: ({ resource, action }, detail) => {
      const message = `You are not authorized to do this action. Resource: ${resource} Action: ${action}`;
      return new ApiError(403, 'NoPermission', message, detail);
    },
  },
  {
    product: 'Sts',
    version: '2015-04-01',
    host: 'sts.aliyuncs.com',
    rules: STS_ACTIONS,
    handlers: stsHandlers,
    denied: (_refusal, detail) => {
      const message = 'You are not authorized to do this action. You should be authorized by RAM.';
      return new ApiError(403, 'NoPermission', message, detail);
    },
  },
  {
    product: 'Ecs',
    version: '2014-05-26',
    host: 'ecs.aliyuncs.com',
    rules: ECS_ACTIONS,
    handlers: ecsHandlers,
    denied: ({ passRole }, detail) => {
      if (passRole) {
        const message = 'The RAM user does not have the privilege to pass a RAM role.';
        return new ApiError(403, 'InvalidUser.PassRoleForbidden', message, detail);
      }
      const message = "User not authorized to operate on the specified resource, or this API doesn't support RAM.";
      return new ApiError(403, 'Forbidden.RAM', message, detail);
    },
  },
];

const byVersion = new Map(services.map((service) => [service.version, service]));

/** The product that speaks this API version; versions of the products served here are all different. */
export function findService(version: string): Service | undefined {
  return byVersion.get(version);
}
