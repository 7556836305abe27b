import { isLoopback } from '../config/endpoints.js';

/**
 * True when a host is reached directly: this machine always, and what NO_PROXY lists. An entry is `*`, a host, or a
 * domain with or without a leading dot or `*.` (its subdomains are meant too), each with an optional `:port`.
 */
export function bypassesProxy(hostname: string, port: string, noProxy: string | undefined): boolean {
  const host = hostname.toLowerCase();
  if (isLoopback(host)) return true;
  return (noProxy ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (entryPort !== undefined && entryPort !== port) return false;
      const domain = name.replace(/^\*?\./, '');
      return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
    });
}
