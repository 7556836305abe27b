import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One HTTP request as it went over the wire. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  /** Name, value, name, value …, as sent. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** What an unmodified client sends: `call` gets the address of a server that answers nothing useful. */
export async function record(call: (url: string) => Promise<unknown>): Promise<RecordedRequest> {
  let recorded: RecordedRequest | undefined;
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = '', url = '', rawHeaders: headers } = incoming;
    recorded = { method, url, headers, body: Buffer.concat(chunks).toString() };
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await call(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.closeAllConnections();
  server.close();
  if (recorded === undefined) throw new Error('The client sent nothing.');
  return recorded;
}

export interface RawAnswer {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: string;
}

/** Sends a recorded (or changed) request to a sandbox; a connection that is cut counts as status 0. */
export function replay(url: string, recorded: RecordedRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const headers: Record<string, string[]> = {};
    for (let at = 0; at + 1 < recorded.headers.length; at += 2) {
      const name = recorded.headers[at] as string;
      if (!/^(connection|content-length|transfer-encoding)$/i.test(name)) {
        headers[name] = [...(headers[name] ?? []), recorded.headers[at + 1] as string];
      }
    }
    headers['content-length'] = [String(Buffer.byteLength(recorded.body))];
    const flat = Object.fromEntries(
      Object.entries(headers).map(([name, list]) => [name, list.length === 1 ? list[0] : list]),
    );
    const outgoing = httpRequest(
      {
        hostname,
        port,
        method: recorded.method,
        path: recorded.url,
        headers: flat as Record<string, string>,
        agent: false,
      },
      async (incoming) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk as Buffer);
        const body = Buffer.concat(chunks).toString();
        resolve({ status: incoming.statusCode ?? 0, code: codeOf(body), body });
      },
    );
    outgoing.on('error', () => resolve({ status: 0, code: undefined, body: '' }));
    outgoing.end(recorded.body);
  });
}

export function headerOf(recorded: RecordedRequest, name: string): string {
  const at = recorded.headers.findIndex((entry, index) => index % 2 === 0 && entry.toLowerCase() === name);
  return recorded.headers[at + 1] as string;
}

/** The request with one header's value replaced, or with the header left out. */
export function withHeader(recorded: RecordedRequest, name: string, value: string | undefined): RecordedRequest {
  const headers: string[] = [];
  for (let at = 0; at + 1 < recorded.headers.length; at += 2) {
    const key = recorded.headers[at] as string;
    if (key.toLowerCase() !== name) headers.push(key, recorded.headers[at + 1] as string);
    else if (value !== undefined) headers.push(key, value);
  }
  return { ...recorded, headers };
}

function codeOf(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { Code?: string }).Code;
  } catch {
    return undefined;
  }
}
