import { request as httpRequest, type IncomingMessage } from 'node:http';
import { NotFoundError, RamroleError, UnreachableError, UsageError } from '../errors.js';
import { JOIN_PATH } from './server.js';

/** Milliseconds to wait for an answer of a server on this machine. */
const TIMEOUT = 10_000;

/** Speaks to the control paths of a server. */
export class ControlClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** @throws the error that the server names, or UnreachableError when it is gone. */
  async ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
    const incoming = await this.#send(method, path, body === undefined ? '' : JSON.stringify(body));
    const answer = await this.#read(incoming);
    const { statusCode: status = 0 } = incoming;
    if (status < 300) return answer as T;
    const { message = `The sandbox answered HTTP ${status}.`, hint } = answer;
    if (status === 404) throw new NotFoundError(message, { where: '--as', hint });
    if (status === 400) throw new UsageError(message, { hint });
    if (status === 403 || status === 503) throw new UnreachableError(message, { hint });
    throw new RamroleError(message, { hint });
  }

  /**
   * Joins: keeps one request open, which tells the server that it is in use and us when it ends.
   * @throws UnreachableError when the server is gone, is closing, or is another one.
   */
  async join(): Promise<{ left: Promise<void>; leave(): void }> {
    const incoming = await this.#send('GET', JOIN_PATH, '');
    if (incoming.statusCode !== 200) {
      incoming.destroy();
      throw new UnreachableError(`The sandbox at ${this.#url} cannot be joined.`);
    }
    incoming.socket.unref();
    incoming.resume();
    const left = new Promise<void>((resolve) => {
      incoming.on('close', resolve).on('error', () => resolve());
    });
    return { left, leave: () => incoming.destroy() };
  }

  /** The object that was answered. @throws UnreachableError when it is something else: no sandbox answers like that. */
  async #read(incoming: IncomingMessage): Promise<{ message?: string; hint?: string }> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      const answer: unknown = JSON.parse(Buffer.concat(chunks).toString());
      if (typeof answer === 'object' && answer !== null) return answer;
      throw new Error('not a JSON object');
    } catch (cause) {
      throw new UnreachableError(`What answers at ${this.#url} is not a sandbox.`, { cause });
    }
  }

  #send(method: string, path: string, body: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.#token}`, 'content-length': Buffer.byteLength(body) };
      const outgoing = httpRequest(`${this.#url}${path}`, { method, headers, agent: false }, (incoming) => {
        outgoing.setTimeout(0);
        resolve(incoming);
      });
      outgoing.setTimeout(TIMEOUT, () => outgoing.destroy(new Error('timed out')));
      outgoing.on('error', (cause) => {
        reject(new UnreachableError(`The sandbox at ${this.#url} does not answer (${cause.message}).`, { cause }));
      });
      outgoing.end(body);
    });
  }
}
