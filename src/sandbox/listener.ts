import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConflictError } from '../errors.js';

/** Bytes: a policy of 6,144 characters travels in the URL, which makes up to 18.5 KB of it (cloud-api §1). */
const MAX_HEADER_SIZE = 128 * 1024;
/** Longer than any pause of a client, so that no request meets a connection that is just being closed. Milliseconds. */
const KEEP_ALIVE = 120_000;

export interface Listener {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves HTTP on 127.0.0.1. @throws ConflictError when the port is taken. */
export async function listen(handler: RequestListener, port = 0): Promise<Listener> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_SIZE, keepAliveTimeout: KEEP_ALIVE }, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(taken(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => close(server),
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function taken(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  return new ConflictError(`Port ${port} of 127.0.0.1 cannot be used (${error.code}).`, {
    hint: 'Choose another port, or none to get a free one.',
    cause: error,
  });
}
