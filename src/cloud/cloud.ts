import type { EndpointProduct, Endpoints } from '../config/endpoints.js';
import { UsageError } from '../errors.js';
import { once } from '../once.js';
import { type CallRecord, createCaller } from './caller.js';
import { type ClientSettings, DEFAULT_TIMEOUTS, type Timeouts } from './client-config.js';
import type { CallerCredentialProvider } from './credential-provider.js';
import type { Cloud, EcsPort } from './ports.js';
import { type Clock, DEFAULT_RETRY, type RetryPolicy } from './retry.js';

export interface CloudSettings {
  /** From resolveEndpoints; products that are not in it have their public endpoint. */
  readonly endpoints: Endpoints;
  /** The region of STS and the default one. */
  readonly region: string;
  readonly credential: CallerCredentialProvider;
  /** Appended to the SDK's own; contains the run id. */
  readonly userAgent: string;
  /** Milliseconds. */
  readonly clock: Clock;
  /** 0 ≤ x < 1; for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  readonly timeouts?: Timeouts | undefined;
  readonly retry?: RetryPolicy | undefined;
  /** HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in either case. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told of every attempt. */
  readonly onCall?: ((call: CallRecord) => void) | undefined;
}

/** The products on the official SDKs. A product's SDK is loaded when it is first asked for, once. */
export function openCloud(settings: CloudSettings): Cloud {
  const clientFor = async (product: EndpointProduct, region: string): Promise<ClientSettings> => {
    // Plain HTTP goes to this machine only (config/endpoints.ts), and never through a proxy.
    if (settings.endpoints[product]?.protocol !== 'HTTP') await useProxy(settings.env);
    return {
      endpoint: settings.endpoints[product],
      region: checkRegion(region),
      credential: settings.credential,
      userAgent: settings.userAgent,
      timeouts: settings.timeouts ?? DEFAULT_TIMEOUTS,
    };
  };
  const calling = {
    clock: settings.clock,
    random: settings.random ?? Math.random,
    retry: settings.retry ?? DEFAULT_RETRY,
    onCall: settings.onCall,
  };
  const sts = once(async () => {
    const { openSts } = await import('./sts.js');
    return await openSts(await clientFor('sts', settings.region), createCaller(calling));
  });
  // Names the caller in a refusal: GetCallerIdentity needs no permission.
  const identity = once(async () => (await (await sts()).getCallerIdentity()).Arn);
  const call = createCaller({ ...calling, identity });
  const ram = once(async () => {
    const { openRam } = await import('./ram.js');
    return await openRam(await clientFor('ram', settings.region), call);
  });
  const regions = new Map<string, () => Promise<EcsPort>>();
  const ecs = (region: string) => {
    const known = regions.get(region);
    if (known) return known();
    const open = once(async () => {
      const client = await clientFor('ecs', region);
      const { openEcs } = await import('./ecs.js');
      return await openEcs(client, call);
    });
    regions.set(region, open);
    return open();
  };
  return { ram, ecs, sts };
}

/** The region becomes part of a host name that signed requests go to. */
function checkRegion(region: string): string {
  if (/^[a-z]{2,3}(-[a-z0-9]+)+$/.test(region)) return region;
  throw new UsageError(`${JSON.stringify(region)} is not a region.`, {
    where: '--region',
    hint: 'A region looks like cn-hangzhou or ap-southeast-1.',
  });
}

/** Loaded only where a proxy is configured. */
async function useProxy(env: CloudSettings['env']): Promise<void> {
  const { HTTPS_PROXY, https_proxy, ALL_PROXY, all_proxy } = env;
  if (!HTTPS_PROXY && !https_proxy && !ALL_PROXY && !all_proxy) return;
  const { installProxy } = await import('./proxy.js');
  await installProxy(env);
}
