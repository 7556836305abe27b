import { isLoopback } from '../config/endpoints.js';

/** Credentials are fetched over https, from this machine, or from the metadata address (design: Care with the cloud). */
export function isSafeCredentialsUri(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && (isLoopback(url.hostname) || url.hostname === '100.100.100.200');
}
