import { METADATA_ADDRESS, parseEndpoint } from '../config/endpoints.js';

const VARIABLE = 'ALIBABA_CLOUD_IMDS_ENDPOINT';

/**
 * The metadata service's address: ALIBABA_CLOUD_IMDS_ENDPOINT (a bare host means plain HTTP, as for the services'
 * own clients), else `http://100.100.100.200`.
 * @throws UsageError when it is no endpoint, or plain HTTP to another machine than this one or the metadata address.
 */
export function metadataEndpoint(env: Readonly<Record<string, string | undefined>>): string {
  const text = env[VARIABLE]?.trim() || METADATA_ADDRESS;
  const bare = text.replace(/^http:\/\//i, '').replace(/\/$/, '');
  if (bare === METADATA_ADDRESS || bare === `${METADATA_ADDRESS}:80`) return `http://${METADATA_ADDRESS}`;
  const explicit = /^https?:\/\//i.test(text);
  const { protocol, host } = parseEndpoint(explicit ? text : `http://${text}`, VARIABLE);
  return `${protocol.toLowerCase()}://${host}`;
}
