import type { Fault } from './faults.js';
import type { SandboxGuesses } from './guesses.js';
import type { LogEntry } from './log.js';

/** What a sandbox needs to know of the process that opens it. */
export interface SandboxOptions {
  /** The folder that holds the cloud. Made (0700) when missing. */
  readonly dir: string;
  /** Real time in milliseconds since 1970. The cloud's own time may be ahead of it: see `advanceTime`. */
  readonly clock: { now(): number };
  /** Of this process, for the folder's lock. */
  readonly pid: number;
  /** TCP port of the API on 127.0.0.1; any free one when left out. */
  readonly port?: number;
  /** How long to wait for a living owner that cannot be joined. Milliseconds; 30,000 when left out. */
  readonly lockWaitMs?: number;
  /** How long `close` waits for processes that have joined. Milliseconds; openSandbox 10,000, serveSandbox 0. */
  readonly lingerMs?: number;
  /** Settings that differ from the defaults. Only the owner's count. */
  readonly guesses?: Partial<SandboxGuesses>;
  /** Whether each write waits for the disk. Off: state survives the death of the process, not of the machine. */
  readonly fsync?: boolean;
}

/** What a client needs to act as somebody. */
export interface SandboxIdentity {
  /** The canonical form of what was asked for: `root`, `user/NAME` or `i-…`. */
  readonly as: string;
  /** ARN of the account root, the user, or the instance. */
  readonly arn: string;
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly securityToken?: string;
  /** `http://127.0.0.1:PORT`: the metadata service as this instance sees it. Only for instances. */
  readonly metadataEndpoint?: string;
  /** The instance's region. Only for instances. */
  readonly region?: string;
}

/** An open sandbox: served by this process or joined over HTTP. Both talk to the server in the same way. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`: the endpoint of every product. */
  readonly url: string;
  /** True when this process serves it. */
  readonly owned: boolean;
  readonly accountId: string;
  readonly regions: readonly [string, ...string[]];
  /**
   * Undefined: the account's administrator (`user/admin`). `root`, `user/NAME`, `i-…`.
   * @throws NotFoundError listing who exists.
   */
  identity(as?: string): Promise<SandboxIdentity>;
  log(): Promise<LogEntry[]>;
  /** Back to the default population, with new AccessKeys and an empty log. */
  reset(): Promise<void>;
  addFault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** Moves the cloud's time forward (session expiry, dates; not the check of request timestamps). Answers the cloud's time. */
  advanceTime(ms: number): Promise<number>;
  /** Ends serving, or leaves. Safe to call twice. */
  close(): Promise<void>;
  /** Resolves when the server is gone: closed here, or, when joined, by its owner. */
  readonly closed: Promise<void>;
}
