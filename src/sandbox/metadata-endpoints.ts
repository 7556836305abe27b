import { originForm, readRequest } from './http-request.js';
import { requestId } from './ids.js';
import { type Listener, listen } from './listener.js';
import type { LocalCloud } from './local-cloud.js';
import { answerMetadata } from './metadata.js';
import { MetadataTokens } from './metadata-tokens.js';
import { type Reply, send, text } from './reply.js';

/** One listener per instance, opened when first asked for, because a metadata service knows its caller by its place. */
export class MetadataEndpoints {
  readonly #cloud: LocalCloud;
  readonly #open = new Map<string, Promise<Listener>>();

  constructor(cloud: LocalCloud) {
    this.#cloud = cloud;
  }

  /** `http://127.0.0.1:PORT` of the instance's own metadata service. */
  async urlOf(instanceId: string): Promise<string> {
    const listener = this.#open.get(instanceId) ?? this.#start(instanceId);
    this.#open.set(instanceId, listener);
    return (await listener).url;
  }

  async closeAll(): Promise<void> {
    const listeners = await Promise.all(this.#open.values());
    this.#open.clear();
    await Promise.all(listeners.map((listener) => listener.close()));
  }

  #start(instanceId: string): Promise<Listener> {
    const tokens = new MetadataTokens();
    return listen(async (incoming, response) => {
      let reply: Reply;
      const line = `${incoming.method} ${originForm(incoming.url ?? '/').split('?')[0]}`;
      try {
        reply = answerMetadata(this.#cloud, tokens, instanceId, await readRequest(incoming));
      } catch {
        reply = text(400, 'Bad Request\n');
      }
      try {
        this.#record(instanceId, line, reply.status);
      } catch {
        // As for the APIs: no answer without a line in the log.
        reply = text(500, 'Internal Server Error\n');
      }
      send(response, reply);
    });
  }

  #record(instanceId: string, action: string, status: number): void {
    const verdict = status === 401 || status === 403 ? 'denied' : status < 400 ? 'allowed' : 'unknown';
    this.#cloud.record({
      caller: instanceId,
      product: 'metadata',
      action,
      resource: '',
      verdict,
      status,
      code: '',
      requestId: requestId(),
      write: false,
    });
  }
}
