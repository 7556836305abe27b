import type { ApiActionName } from './actions.js';
import type { Caller } from './caller.js';
import { type ClientSettings, clientConfig } from './client-config.js';
import { collectPages, markerOf } from './paginate.js';
import { commonJs } from './sdk.js';

/** What the groups of RAM calls share. */
export interface RamClient {
  readonly sdk: RamSdk;
  readonly client: InstanceType<RamSdk['default']>;
  readonly call: Caller;
}

type RamSdk = Awaited<ReturnType<typeof loadSdk>>;

export async function loadRam(settings: ClientSettings, call: Caller): Promise<RamClient> {
  const sdk = await loadSdk();
  return { sdk, client: new sdk.default(await clientConfig(settings)), call };
}

async function loadSdk() {
  return commonJs(await import('@alicloud/ram20150501'));
}

/** The largest MaxItems of RAM's listings (cloud-api §2). */
const MAX_ITEMS = 1000;

interface Truncated {
  requestId?: string;
  isTruncated?: boolean;
  marker?: string;
}

/** Pages through one of RAM's listings; `items` picks them out of a page, and undefined there is no answer. */
export async function listAll<Body extends Truncated, Item>(
  call: Caller,
  action: ApiActionName,
  send: (paging: { marker: string | undefined; maxItems: number }) => Promise<{ body?: Body }>,
  items: (body: Body) => readonly Item[] | undefined,
): Promise<Item[]> {
  const name = { product: 'RAM', action };
  return await collectPages(name, async (marker) => {
    const body = await call(action, {}, () => send({ marker, maxItems: MAX_ITEMS }), items);
    return { items: items(body) ?? [], next: markerOf(name, body) };
  });
}
