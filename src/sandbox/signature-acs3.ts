import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ApiError } from './api-error.js';
import { type HttpRequest, header } from './http-request.js';

const ALGORITHM = 'ACS3-HMAC-SHA256';
const AUTHORIZATION = /^ACS3-HMAC-SHA256 Credential=([^,\s]+),SignedHeaders=([a-z0-9;_-]+),Signature=([0-9a-f]{64})$/;

/** Always there and always signed; other `x-acs-` headers are signed if they are there ("must", says the page). */
const REQUIRED = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
] as const;

/** What an ACS3 request says about its signature, before anything is proven. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly nonce: string;
  readonly securityToken: string | undefined;
}

/** Reads the claim. @throws ApiError when a part is missing, malformed or left unsigned. */
export function readClaim(request: HttpRequest): SignatureClaim {
  const authorization = header(request, 'authorization');
  if (authorization === undefined) throw incomplete('The header Authorization is missing.');
  const match = AUTHORIZATION.exec(authorization);
  if (match === null || request.headers.get('authorization')?.length !== 1) {
    throw incomplete(
      `The header Authorization is not of the form ${ALGORITHM} Credential=…,SignedHeaders=…,Signature=….`,
    );
  }
  const signedHeaders = (match[2] as string).split(';');
  for (const name of [...REQUIRED, ...[...request.headers.keys()].filter((key) => key.startsWith('x-acs-'))]) {
    if (!request.headers.has(name)) throw incomplete(`The header ${name} is missing.`);
    if (!signedHeaders.includes(name)) throw incomplete(`The header ${name} is not signed.`);
  }
  return {
    accessKeyId: match[1] as string,
    signedHeaders,
    signature: match[3] as string,
    date: header(request, 'x-acs-date') as string,
    nonce: header(request, 'x-acs-signature-nonce') as string,
    securityToken: header(request, 'x-acs-security-token'),
  };
}

/** @throws ApiError `SignatureDoesNotMatch` unless the secret signed exactly this request with exactly this body. */
export function verifySignature(request: HttpRequest, claim: SignatureClaim, secret: string): void {
  const bodyHash = sha256(request.body);
  if (header(request, 'x-acs-content-sha256') !== bodyHash) {
    throw mismatch('The header x-acs-content-sha256 is not the hash of the body.');
  }
  const canonical = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    ...claim.signedHeaders.map((name) => `${name}:${headerValue(request, name)}`),
    '',
    claim.signedHeaders.join(';'),
    bodyHash,
  ].join('\n');
  const expected = createHmac('sha256', secret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest('hex');
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(claim.signature))) {
    throw mismatch('Specified signature is not matched with our calculation.');
  }
}

/** As the SDKs write it; the path itself arrives encoded. */
function canonicalPath(path: string): string {
  return path.replaceAll('+', '%20').replaceAll('*', '%2A').replaceAll('%7E', '~');
}

/** The wire's encoding may differ from the canonical one, so it is decoded and encoded again. */
function canonicalQuery(query: HttpRequest['query']): string {
  return query
    .map(([key, value]) => [key, `${encode(key)}=${encode(value)}`] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, pair]) => pair)
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function headerValue(request: HttpRequest, name: string): string {
  return (request.headers.get(name) ?? [])
    .map((value) => value.trim())
    .sort()
    .join(',');
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function incomplete(message: string): ApiError {
  return new ApiError(
    400,
    'IncompleteSignature',
    `The request signature does not conform to Aliyun standards. ${message}`,
  );
}

function mismatch(message: string): ApiError {
  return new ApiError(400, 'SignatureDoesNotMatch', message);
}
