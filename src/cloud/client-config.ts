import type { Endpoint } from '../config/endpoints.js';
import type { CallerCredentialProvider } from './credential-provider.js';
import { commonJs } from './sdk.js';

export interface ClientSettings {
  /** Undefined: the public endpoint, which the SDK knows. */
  readonly endpoint: Endpoint | undefined;
  readonly region: string;
  readonly credential: CallerCredentialProvider;
  readonly userAgent: string;
  readonly timeouts: Timeouts;
}

export interface Timeouts {
  readonly connectMs: number;
  readonly readMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 5_000, readMs: 15_000 };

/**
 * The Config of a generated client. It carries no retryOptions: with none, openapi-core 1.0.8 makes one attempt, and
 * retry.ts decides about the next.
 */
export async function clientConfig(settings: ClientSettings) {
  const { $OpenApiUtil } = commonJs(await import('@alicloud/openapi-core'));
  const { endpoint, timeouts } = settings;
  return new $OpenApiUtil.Config({
    credential: sdkCredential(settings.credential),
    regionId: settings.region,
    userAgent: settings.userAgent,
    endpoint: endpoint?.host,
    protocol: endpoint?.protocol ?? 'HTTPS',
    // httpx gives a socket's silence the connect timeout, while it waits for the answer too: the longer one counts.
    connectTimeout: Math.max(timeouts.connectMs, timeouts.readMs),
    readTimeout: timeouts.readMs,
  });
}

/** The one method that openapi-core calls on a credential. */
function sdkCredential(provider: CallerCredentialProvider) {
  return {
    getCredential: async () => {
      const { accessKeyId, accessKeySecret, securityToken } = await provider.get();
      return { accessKeyId, accessKeySecret, securityToken, type: securityToken ? 'sts' : 'access_key' };
    },
  };
}
