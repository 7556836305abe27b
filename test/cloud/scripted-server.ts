import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly action: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
}

export type Reply =
  | { status?: number; body: unknown; headers?: Record<string, string> }
  | { raw: string; status?: number; headers?: Record<string, string> }
  | 'reset'
  | 'silence';

/** What the script says next: a reply for each request, by the action; the last one of a list is repeated. */
export type Script = Readonly<Record<string, Reply | readonly Reply[]>>;

export interface ScriptedServer {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  readonly seen: Seen[];
  script: Script;
  close(): Promise<void>;
}

/** A loopback server that answers RPC calls from a script. An action that is not in it is answered with 501. */
export async function scriptedServer(script: Script = {}): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  const scripted: { script: Script } = { script };
  const server = createServer({ maxHeaderSize: 128 * 1024 }, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://server');
    const action = String(request.headers['x-acs-action'] ?? url.searchParams.get('Action') ?? url.pathname);
    seen.push({ action, query: Object.fromEntries(url.searchParams), headers: request.headers });
    const count = counts.get(action) ?? 0;
    counts.set(action, count + 1);
    const entry = scripted.script[action];
    const list: readonly Reply[] = entry === undefined ? [] : Array.isArray(entry) ? entry : [entry as Reply];
    send(response, list[Math.min(count, list.length - 1)] ?? { status: 501, body: { Code: 'NotScripted' } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(scripted, {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'silence') return;
  if (reply === 'reset') {
    response.socket?.destroy();
    return;
  }
  const raw = 'raw' in reply ? reply.raw : JSON.stringify(reply.body);
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
  response.end(raw);
}

/** An error as RAM, ECS and STS answer it. */
export function apiError(status: number, Code: string, Message: string, extra: object = {}): Reply {
  return { status, body: { RequestId: 'REQ-1', HostId: 'ram.aliyuncs.com', Code, Message, ...extra } };
}
