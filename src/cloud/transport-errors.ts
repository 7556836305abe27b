import { type CallName, CloudError } from './errors.js';

/** Failures before anything was sent; Bun's own names for two of them stand beside Node's. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ConnectionRefused',
  'FailedToOpenSocket',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);

/** Not sent either, and no use to try again. */
const HOPELESS = /^(ENOTFOUND|CERT_|ERR_TLS|ERR_SSL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/;

const MAYBE_SENT = /^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ERR_SOCKET|ERR_STREAM|ConnectionClosed|HPE_|Z_)/;

/** A failure of the connection as CloudError; undefined when the error is something else. */
export function transportError(error: unknown, call: CallName): CloudError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = (error as { code?: unknown }).code;
  const name = typeof code === 'string' ? code : '';
  if (error.name === 'RequestTimeoutError') {
    // httpx limits the silence on a socket by the *connect* timeout too: even "ConnectTimeout" may come after sending.
    return failure(call, 'no answer in time', { code: 'RequestTimeout', retryable: true, outcomeUnknown: true });
  }
  if (NOT_SENT.has(name)) return failure(call, 'no connection', { code: name, retryable: true, outcomeUnknown: false });
  if (HOPELESS.test(name)) {
    const hint = name === 'ENOTFOUND' ? NAME_HINT : TLS_HINT;
    return failure(call, 'no connection', { code: name, retryable: false, outcomeUnknown: false, hint });
  }
  if (MAYBE_SENT.test(name) || /socket hang up/.test(error.message)) {
    return failure(call, 'the connection broke', { code: name, retryable: true, outcomeUnknown: true });
  }
  return undefined;
}

const NAME_HINT = 'The host name of the endpoint does not exist; check the region, *_ENDPOINT and the name service.';
const TLS_HINT = 'The certificate was not accepted; NODE_EXTRA_CA_CERTS names a file with further authorities.';

interface Failure {
  readonly code: string;
  readonly retryable: boolean;
  readonly outcomeUnknown: boolean;
  readonly hint?: string;
}

function failure(call: CallName, what: string, details: Failure): CloudError {
  const code = details.code || 'connection';
  return new CloudError(`${call.product} ${call.action}: ${what} (${code}).`, {
    ...call,
    ...details,
    code,
    exitCode: 7,
  });
}
