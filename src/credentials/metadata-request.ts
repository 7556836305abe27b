import { request as httpRequest, type IncomingMessage } from 'node:http';
import { isCredentialSource } from '../config/endpoints.js';
import { UnreachableError, UsageError } from '../errors.js';
import { readBounded } from './read-bounded.js';

export interface MetadataRequest {
  readonly method: 'GET' | 'PUT';
  readonly endpoint: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for the whole exchange. */
  readonly timeoutMs: number;
}

export interface MetadataAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One request: no proxy (node:http knows none), no redirect followed, at most 64 KiB read. The `https` module is only
 * loaded for an https endpoint.
 * @throws UsageError, before anything is sent, for an address that credentials are not fetched from;
 *   UnreachableError when nothing answers in time, the connection breaks, or the answer is too long.
 */
export async function requestMetadata(request: MetadataRequest): Promise<MetadataAnswer> {
  if (!isCredentialSource(request.endpoint)) {
    throw new UsageError('This is not an address of a metadata service.', {
      hint: 'Credentials are fetched by https, from this machine, or from the metadata address only.',
    });
  }
  const url = new URL(request.path, request.endpoint);
  const send = url.protocol === 'https:' ? (await import('node:https')).request : httpRequest;
  return await new Promise<MetadataAnswer>((resolve, reject) => {
    const fail = (error: unknown) => reject(error instanceof UnreachableError ? error : unreachable(url, error));
    const outgoing = send(
      url,
      { method: request.method, headers: { ...request.headers }, agent: false },
      (answer: IncomingMessage) => {
        readBounded(answer).then((body) => {
          resolve({ status: answer.statusCode ?? 0, body });
        }, fail);
      },
    );
    const timer = setTimeout(() => {
      outgoing.destroy(new Error(`no answer within ${request.timeoutMs} ms`));
    }, request.timeoutMs);
    outgoing.on('error', fail);
    outgoing.on('close', () => clearTimeout(timer));
    outgoing.end();
  });
}

function unreachable(url: URL, error: unknown): UnreachableError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return new UnreachableError(`No metadata service answers at ${url.origin}: ${String(code ?? message)}.`, {
    hint: 'It exists only inside an instance. Is this command running inside one?',
    next: 'ramrole credentials show --sandbox --as INSTANCE_ID',
  });
}
