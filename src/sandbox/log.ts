import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';

/**
 * `allowed`: authorization let it through (status and code say how it ended); `denied`: it did not;
 * `unauthenticated`: signature or token refused; `unknown`: no such action or path; `fault`: an injected fault answered.
 */
export type LogVerdict = 'allowed' | 'denied' | 'unauthenticated' | 'unknown' | 'fault';

/** One call, without parameters, bodies or secrets. */
export interface LogEntry {
  /** Real time, ISO 8601. */
  readonly time: string;
  /** ARN of the caller, the instance for metadata requests, or empty when nobody was recognised. */
  readonly caller: string;
  /** `Ram`, `Sts`, `Ecs`, `metadata`, or empty. */
  readonly product: string;
  readonly action: string;
  /** The resources that authorization looked at, separated by blanks. */
  readonly resource: string;
  readonly verdict: LogVerdict;
  /** HTTP status; 0 when the connection was cut without an answer. */
  readonly status: number;
  /** The API's error code; empty on success. */
  readonly code: string;
  readonly requestId: string;
  /** Whether the action changes the cloud. */
  readonly write: boolean;
  /** The injected fault that this call met. */
  readonly fault?: string;
}

/** The sandbox's request log: JSON lines, 0600, kept across restarts. */
export class RequestLog {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  add(entry: LogEntry): void {
    appendFileSync(this.#path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  /** All entries, oldest first; lines that cannot be read, such as a torn one, are left out. */
  read(): LogEntry[] {
    return readLog(this.#path);
  }

  clear(): void {
    rmSync(this.#path, { force: true });
  }
}

function readLog(path: string): LogEntry[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').flatMap(readEntry);
}

function readEntry(line: string): LogEntry[] {
  try {
    const entry = JSON.parse(line) as LogEntry | null;
    return typeof entry?.verdict === 'string' ? [entry] : [];
  } catch {
    return [];
  }
}
