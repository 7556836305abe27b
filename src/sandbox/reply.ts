import type { ServerResponse } from 'node:http';

/** An HTTP answer; `cut` means that the connection is reset instead. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cut?: boolean;
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, type: 'application/json;charset=utf-8', body: JSON.stringify(body), headers };
}

export function text(status: number, body: string): Reply {
  return { status, type: 'text/plain;charset=utf-8', body };
}

export function send(response: ServerResponse, reply: Reply): void {
  if (reply.cut === true) {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, {
    'content-type': reply.type,
    'content-length': Buffer.byteLength(reply.body),
    ...reply.headers,
  });
  response.end(reply.body);
}
