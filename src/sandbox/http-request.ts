import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.js';
import { Params } from './params.js';

/** Bytes of a request body; the largest real one is a policy in a form. */
const BODY_LIMIT = 1 << 20;

/** A request as it came over the wire, read whole. */
export interface HttpRequest {
  readonly method: string;
  /** Path as sent, still encoded. */
  readonly path: string;
  /** Query as decoded pairs, in order; a `+` is a blank. */
  readonly query: readonly (readonly [string, string])[];
  /** Values by lower-cased name, in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

/** @throws ApiError 413 for a body over the limit, 400 for a query that is not percent-encoded UTF-8. */
export async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const url = originForm(incoming.url ?? '/');
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new ApiError(413, 'RequestEntityTooLarge', 'The request body is too large.');
    chunks.push(chunk);
  }
  return {
    method: incoming.method ?? 'GET',
    path,
    query: mark < 0 ? [] : decodePairs(url.slice(mark + 1)),
    headers: collectHeaders(incoming.rawHeaders),
    body: Buffer.concat(chunks),
  };
}

/**
 * A client that takes us for its HTTP proxy sends the whole address (RFC 9112 §3.2.2: every server must accept it).
 * So clients with a built-in 100.100.100.200 reach the metadata service.
 */
export function originForm(target: string): string {
  const path = target.replace(/^http:\/\/[^/?]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** The first value of a header; undefined when it was not sent. */
export function header(request: HttpRequest, name: string): string | undefined {
  return request.headers.get(name)?.[0];
}

/**
 * The query's parameters and, where the body is a form, its fields too. What an unsigned Content-Type says does not
 * count: whoever carries the request could have changed it. @throws ApiError when a parameter is in both.
 */
export function paramsOf(request: HttpRequest, signedHeaders: readonly string[]): Params {
  const type = signedHeaders.includes('content-type') ? (header(request, 'content-type') ?? '') : '';
  const form = /^application\/x-www-form-urlencoded\b/i.test(type) ? decodePairs(request.body.toString()) : [];
  const inQuery = new Set(request.query.map(([name]) => name));
  const twice = form.find(([name]) => inQuery.has(name));
  if (twice !== undefined) {
    throw new ApiError(400, 'InvalidParameter', `The parameter ${twice[0]} is given in the query and in the body.`);
  }
  return new Params([...request.query, ...form]);
}

function decodePairs(text: string): [string, string][] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new ApiError(400, 'InvalidParameter', 'The request is not percent-encoded UTF-8.');
  }
}

function collectHeaders(raw: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] as string).toLowerCase();
    const values = headers.get(name);
    if (values === undefined) headers.set(name, [raw[at + 1] as string]);
    else values.push(raw[at + 1] as string);
  }
  return headers;
}
