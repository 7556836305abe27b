import { UsageError } from '../errors.js';

/** A product's address as the official SDKs take it: protocol and `host[:port]`. */
export interface Endpoint {
  readonly protocol: 'HTTP' | 'HTTPS';
  /** `host` or `host:port`; an IPv6 host is in brackets. */
  readonly host: string;
}

/** The variables that the ecosystem's own clients and providers read. One line adds a product. */
const VARIABLES = {
  ram: 'RAM_ENDPOINT',
  sts: 'STS_ENDPOINT',
  ims: 'IMS_ENDPOINT',
  ecs: 'ECS_ENDPOINT',
} as const;

export type EndpointProduct = keyof typeof VARIABLES;

/**
 * The overridden endpoints. A product that is not in it has its public endpoint over HTTPS, which the official SDK
 * knows by region (its table has some thirty special cases such as `ecs-cn-hangzhou.aliyuncs.com`).
 */
export type Endpoints = Readonly<Partial<Record<EndpointProduct, Endpoint>>>;

/** The one endpoint for every product, as the sandbox has it. */
export function everywhere(endpoint: Endpoint): Endpoints {
  return Object.fromEntries(Object.keys(VARIABLES).map((product) => [product, endpoint]));
}

/**
 * Reads the endpoint variables.
 * @throws UsageError naming the variable when one is malformed, or asks for plain HTTP to another machine.
 */
export function resolveEndpoints(env: Readonly<Record<string, string | undefined>>): Endpoints {
  const endpoints: Partial<Record<EndpointProduct, Endpoint>> = {};
  for (const [product, variable] of Object.entries(VARIABLES) as [EndpointProduct, string][]) {
    const text = env[variable]?.trim();
    if (text) endpoints[product] = parseEndpoint(text, variable);
  }
  return endpoints;
}

/**
 * `host`, `host:port`, `http://host[:port]` or `https://host[:port]`. Without a scheme a loopback address means HTTP
 * and anything else HTTPS.
 * @throws UsageError when the text is none of these, or plain HTTP would leave this machine.
 */
export function parseEndpoint(text: string, where: string): Endpoint {
  const scheme = /^https?:\/\//i.exec(text)?.[0];
  const url = URL.canParse(scheme ? text : `http://${text}`) ? new URL(scheme ? text : `http://${text}`) : undefined;
  const authority = text.slice(scheme?.length ?? 0).replace(/\/$/, '');
  if (!url || url.hostname === '' || !/^(\[[0-9a-f:.]+\]|[A-Za-z0-9.-]+)(:\d+)?$/i.test(authority)) {
    // The text is not repeated: a URL with a user and a password in it is one way to get here.
    throw new UsageError(`${where} does not hold an endpoint.`, { where, hint: FORMS });
  }
  const loopback = isLoopback(url.hostname);
  const plain = scheme ? url.protocol === 'http:' : loopback;
  if (plain && !loopback) {
    throw new UsageError(`${where} asks for plain HTTP to ${url.host}.`, {
      where,
      hint: 'Plain HTTP is used to this machine only (127.0.0.0/8, ::1, localhost); write https:// for any other.',
    });
  }
  return { protocol: plain ? 'HTTP' : 'HTTPS', host: authority };
}

/** True for a host name or address that never leaves this machine; takes `[::1]` as well as `::1`. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

const FORMS = 'Write host, host:port, https://host[:port], or http://… to this machine.';

/** Link-local to each ECS instance, and the same in every region. */
export const METADATA_ADDRESS = '100.100.100.200';

/** Credentials are fetched over https, from this machine, or from the metadata address (design: Care with the cloud). */
export function isCredentialSource(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  return protocol === 'http:' && (isLoopback(hostname) || hostname === METADATA_ADDRESS);
}
