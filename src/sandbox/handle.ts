import { UnreachableError } from '../errors.js';
import type { ControlClient } from './control-client.js';
import type { LogEntry } from './log.js';
import type { Sandbox, SandboxIdentity } from './sandbox.js';

export interface HandleParts {
  readonly url: string;
  readonly owned: boolean;
  readonly client: ControlClient;
  readonly close: () => Promise<void>;
  /** When joined: resolves when the owner is gone. */
  readonly left?: Promise<void>;
}

interface Health {
  readonly accountId: string;
  readonly regions: readonly [string, ...string[]];
}

/** The same handle for an own and for a joined server: everything but closing goes over HTTP. */
export async function handle({ url, owned, client, close, left }: HandleParts): Promise<Sandbox> {
  const { accountId, regions } = await client.ask<Partial<Health>>('GET', '/-/health');
  if (typeof accountId !== 'string' || !Array.isArray(regions)) {
    throw new UnreachableError(`What answers at ${url} is not a sandbox.`);
  }
  let closing: Promise<void> | undefined;
  let ended: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    ended = resolve;
  });
  void left?.then(ended);
  return {
    url,
    owned,
    accountId,
    regions,
    closed,
    identity: (as) => {
      const query = as === undefined ? '' : `?as=${encodeURIComponent(as)}`;
      return client.ask<SandboxIdentity>('GET', `/-/identity${query}`);
    },
    log: () => client.ask<LogEntry[]>('GET', '/-/log'),
    reset: async () => void (await client.ask('POST', '/-/reset')),
    addFault: async (fault) => void (await client.ask('POST', '/-/faults', fault)),
    clearFaults: async () => void (await client.ask('DELETE', '/-/faults')),
    advanceTime: async (ms) => (await client.ask<{ now: number }>('POST', '/-/time', { ms })).now,
    close: () => {
      closing ??= close().then(ended);
      return closing;
    },
  };
}
