import type { Agent } from 'node:http';
import { UsageError } from '../errors.js';
import { bypassesProxy } from './no-proxy.js';

type Env = Readonly<Record<string, string | undefined>>;
type Request = (url: string, options?: { agent?: Agent }) => Promise<unknown>;

/** The proxy that https calls go through, if one is configured. Plain HTTP never leaves this machine, so has none. */
export function proxyOf(env: Env): string | undefined {
  const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
  const name = names.find((candidate) => env[candidate]);
  const text = name === undefined ? undefined : env[name];
  if (name === undefined || text === undefined) return undefined;
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  // The text is not repeated: it may hold a user and a password.
  throw new UsageError(`${name} does not name an HTTP proxy.`, {
    where: name,
    hint: 'Write http://HOST:PORT or https://HOST:PORT; SOCKS proxies are not supported.',
  });
}

/** Of the last openCloud: one process has one environment. */
let current: { readonly agent: Agent; readonly noProxy: string | undefined } | undefined;
let hooked = false;

/**
 * Sends the official SDKs' https calls through the proxy of this environment. They ignore proxies themselves
 * (openapi-core reads httpsProxy and never hands it on); all their calls, those of @alicloud/credentials too, go
 * through `httpx.request`, which takes an agent.
 * @throws UsageError for a proxy that is not HTTP or HTTPS.
 */
export async function installProxy(env: Env): Promise<void> {
  const proxy = proxyOf(env);
  if (proxy === undefined) return;
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  current = { agent: new HttpsProxyAgent(proxy, { keepAlive: true }), noProxy: env['NO_PROXY'] ?? env['no_proxy'] };
  if (hooked) return;
  hooked = true;
  const httpx = (await import('httpx')).default as unknown as { request: Request };
  const direct = httpx.request;
  httpx.request = (url, options = {}) => direct(url, withAgent(url, options));
}

function withAgent(url: string, options: { agent?: Agent }): { agent?: Agent } {
  const { protocol, hostname, port } = new URL(url);
  if (!current || options.agent || protocol !== 'https:') return options;
  return bypassesProxy(hostname, port || '443', current.noProxy) ? options : { ...options, agent: current.agent };
}
