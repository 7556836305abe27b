import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, errorBody } from './api-error.js';
import { answerControl, CONTROL_PREFIX, isAuthorized } from './control.js';
import { dispatch } from './dispatch.js';
import { readRequest } from './http-request.js';
import { requestId } from './ids.js';
import { type Listener, listen } from './listener.js';
import { LocalCloud } from './local-cloud.js';
import { MetadataEndpoints } from './metadata-endpoints.js';
import { json, type Reply, send } from './reply.js';
import type { SandboxOptions } from './sandbox.js';

/** The path whose answer stays open for as long as a process has joined. */
export const JOIN_PATH = '/-/join';

/** The running server of one folder. The caller holds the folder's lock. */
export class SandboxServer {
  readonly token = randomBytes(24).toString('base64url');
  readonly #cloud: LocalCloud;
  readonly #endpoints: MetadataEndpoints;
  readonly #pid: number;
  readonly #joined = new Set<ServerResponse>();
  #listener: Listener | undefined;
  #left: () => void = () => {};
  #closing = false;

  private constructor(options: SandboxOptions) {
    this.#pid = options.pid;
    this.#cloud = new LocalCloud(options);
    this.#endpoints = new MetadataEndpoints(this.#cloud);
  }

  /** @throws ConflictError when the port is taken or the state is damaged. */
  static async start(options: SandboxOptions): Promise<SandboxServer> {
    const server = new SandboxServer(options);
    try {
      server.#listener = await listen((incoming, response) => void server.#serve(incoming, response), options.port);
    } catch (error) {
      server.#cloud.close();
      throw error;
    }
    return server;
  }

  get url(): string {
    return this.#listener?.url ?? '';
  }

  /** Takes no more joins, waits up to `lingerMs` milliseconds for those that have joined, and ends. */
  async close(lingerMs: number): Promise<void> {
    this.#closing = true;
    if (this.#joined.size > 0 && lingerMs > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#left = resolve;
        timer = setTimeout(resolve, lingerMs);
      });
      clearTimeout(timer);
    }
    await this.#endpoints.closeAll();
    await this.#listener?.close();
    this.#cloud.close();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = await readRequest(incoming);
      if (request.path === JOIN_PATH && isAuthorized(request, this.token)) this.#join(response);
      else if (request.path.startsWith(CONTROL_PREFIX)) {
        const context = { cloud: this.#cloud, endpoints: this.#endpoints, token: this.token, pid: this.#pid };
        send(response, await answerControl(context, request));
      } else send(response, await dispatch(this.#cloud, request));
    } catch (error) {
      if (!response.destroyed) send(response, unexpected(error));
    }
  }

  #join(response: ServerResponse): void {
    if (this.#closing) {
      send(response, json(503, { message: 'The sandbox is being closed.' }));
      return;
    }
    this.#joined.add(response);
    response.on('close', () => {
      this.#joined.delete(response);
      if (this.#joined.size === 0) this.#left();
    });
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.write('joined\n');
  }
}

/** A request that could not even be read. */
function unexpected(error: unknown): Reply {
  const failure = error instanceof ApiError ? error : new ApiError(500, 'InternalError', String(error));
  return json(failure.status, errorBody(failure, requestId(), 'localhost', ''), { connection: 'close' });
}
