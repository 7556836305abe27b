import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ConflictError } from '../../errors.js';
import type { Operation } from './table.js';

const FORMAT = 1;
/** Below this size a log is never folded into a snapshot: reading it costs less. Bytes. */
const SMALL = 1 << 20;

export interface SnapshotTable {
  readonly name: string;
  entries(): Iterable<[string, unknown]>;
}

/**
 * The state on disk: `snapshot.json`, replaced by rename, and `state.log`, one line of operations per transaction since.
 * Replaying a log over a newer snapshot ends in the same state, so no crash between the two steps does harm.
 */
export class AppendLog {
  readonly #snapshotPath: string;
  readonly #logPath: string;
  readonly #fsync: boolean;
  #fd: number | undefined;
  #logSize = 0;
  #snapshotSize = 0;
  /** Whether the file may hold part of a transaction after its first `#logSize` bytes. */
  #torn = false;

  constructor(dir: string, fsync: boolean) {
    this.#snapshotPath = join(dir, 'snapshot.json');
    this.#logPath = join(dir, 'state.log');
    this.#fsync = fsync;
  }

  /**
   * Hands every operation to `apply`, oldest first, and opens the log for appending; a torn last line is cut off.
   * @returns whether there was any state.
   * @throws ConflictError when a file is of another format or damaged elsewhere than at its end.
   */
  load(apply: (operation: Operation) => void): boolean {
    const hasSnapshot = this.#loadSnapshot(apply);
    const text = existsSync(this.#logPath) ? readFileSync(this.#logPath, 'utf8') : '';
    const lines = text.split('\n');
    const torn = lines.pop() ?? '';
    for (const [index, line] of lines.entries()) {
      for (const operation of parse<Operation[]>(line, `${this.#logPath}:${index + 1}`)) apply(operation);
    }
    this.#fd = openSync(this.#logPath, 'a', 0o600);
    this.#logSize = Buffer.byteLength(text) - Buffer.byteLength(torn);
    ftruncateSync(this.#fd, this.#logSize);
    return hasSnapshot || lines.length > 0;
  }

  /** All of the operations or, when it throws the file system's error, none. */
  append(operations: readonly Operation[]): void {
    if (operations.length === 0) return;
    const fd = this.#opened();
    if (this.#torn) this.#cutTorn(fd);
    try {
      const size = write(fd, `${JSON.stringify(operations)}\n`);
      if (this.#fsync) fdatasyncSync(fd);
      this.#logSize += size;
    } catch (error) {
      this.#torn = true;
      try {
        this.#cutTorn(fd);
      } catch {
        // Tried again before anything is written after it.
      }
      throw error;
    }
  }

  /** True when the log has outgrown the snapshot, so that folding it in costs each call a constant share. */
  wantsSnapshot(): boolean {
    return this.#logSize > Math.max(SMALL, this.#snapshotSize);
  }

  snapshot(tables: Iterable<SnapshotTable>): void {
    const content: Record<string, [string, unknown][]> = {};
    for (const table of tables) content[table.name] = [...table.entries()];
    const fresh = `${this.#snapshotPath}.new`;
    const fd = openSync(fresh, 'w', 0o600);
    try {
      this.#snapshotSize = write(fd, JSON.stringify({ format: FORMAT, tables: content }));
      if (this.#fsync) fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(fresh, this.#snapshotPath);
    ftruncateSync(this.#opened(), 0);
    this.#logSize = 0;
  }

  /** Forgets everything. */
  wipe(): void {
    ftruncateSync(this.#opened(), 0);
    rmSync(this.#snapshotPath, { force: true });
    this.#logSize = 0;
    this.#snapshotSize = 0;
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #loadSnapshot(apply: (operation: Operation) => void): boolean {
    if (!existsSync(this.#snapshotPath)) return false;
    this.#snapshotSize = statSync(this.#snapshotPath).size;
    const text = readFileSync(this.#snapshotPath, 'utf8');
    const { format, tables } = parse<{ format: unknown; tables: Record<string, [string, unknown][]> }>(
      text,
      this.#snapshotPath,
    );
    if (format !== FORMAT) throw damaged(this.#snapshotPath, `format ${JSON.stringify(format)}, not ${FORMAT}`);
    for (const [t, rows] of Object.entries(tables)) for (const [k, v] of rows) apply({ t, k, v });
    return true;
  }

  #cutTorn(fd: number): void {
    ftruncateSync(fd, this.#logSize);
    this.#torn = false;
  }

  #opened(): number {
    if (this.#fd === undefined) throw new Error('The state log is closed.');
    return this.#fd;
  }
}

/** Writes all of it, however many pieces the file system takes it in. Bytes written. */
function write(fd: number, text: string): number {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
  return bytes.length;
}

function parse<T>(text: string, where: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw damaged(where, 'not JSON', cause);
  }
}

function damaged(where: string, what: string, cause?: unknown): ConflictError {
  return new ConflictError(`The sandbox's state is damaged (${what}).`, {
    where,
    hint: 'Move the folder away; a new one is made at the next start.',
    cause,
  });
}
