import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DesiredState } from '../model/desired-state.js';
import type { Binding } from './binding.js';
import type { Change, Fields, Step } from './change.js';

/**
 * What was done, one file per run: JSON lines, 0600, in a folder of 0700. The unit is one write call,
 * recorded before it is sent and after it is answered, so that `kill -9` at any moment leaves a file
 * that says what may have happened. A torn last line is one that was never finished: readers drop it.
 */

export interface JournalHeader {
  readonly type: 'run';
  readonly schema: 'ramrole.journal/1';
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly command: readonly string[];
  readonly binding: Binding;
  readonly desired: DesiredState;
  readonly changes: readonly JournaledChange[];
}

/** A change with the fields that its kind allows to be written down. */
export interface JournaledChange {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly op: string;
  readonly before: Fields | null;
  readonly after: Fields;
}

export interface CallBefore {
  readonly type: 'before';
  readonly call: number;
  readonly time: string;
  readonly changes: readonly string[];
  readonly action: string;
  readonly targets: readonly string[];
  readonly clientToken?: string;
  /** The state that the last look before this write found, per change. */
  readonly before: readonly (Fields | null)[];
  /** What this call brings about, per change; a merge can make it differ from the plan in the header. */
  readonly after: readonly (Fields | null)[];
}

export interface CallAfter {
  readonly type: 'after';
  readonly call: number;
  readonly time: string;
  /** `unknown`: no answer that can be believed; the next look tells. */
  readonly outcome: 'done' | 'failed' | 'unknown';
  readonly requestId?: string | undefined;
  readonly code?: string | undefined;
  /** Changes that failed inside an answer of success, with the API's code. */
  readonly failures?: Readonly<Record<string, string>>;
}

export interface JournalEnd {
  readonly type: 'end';
  readonly time: string;
  readonly exitCode: number;
}

export type JournalEntry = JournalHeader | CallBefore | CallAfter | JournalEnd;

export interface Journal {
  readonly path: string;
  before(changes: readonly Change[], step: Step, allowed: readonly string[]): Promise<number>;
  after(call: number, outcome: Omit<CallAfter, 'type' | 'call' | 'time'>): Promise<void>;
  end(exitCode: number): Promise<void>;
}

export interface JournalOptions {
  /** The state folder; the journal is its subfolder `journal`. */
  readonly folder: string;
  readonly clock: { now(): number };
  readonly header: Omit<JournalHeader, 'type' | 'schema' | 'time'>;
}

/** Opens the journal of one run and writes its header; nothing may be written to the cloud before this returns. */
export async function openJournal({ folder, clock, header }: JournalOptions): Promise<Journal> {
  const time = () => new Date(clock.now()).toISOString();
  const directory = join(folder, 'journal');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, `${time().replaceAll(':', '-')}-${header.id}.jsonl`);
  const file = await open(path, 'ax', 0o600);
  let calls = 0;
  await append(file, { type: 'run', schema: 'ramrole.journal/1', time: time(), ...header });

  return {
    path,
    async before(changes, step, allowed) {
      calls += 1;
      const call = calls;
      await append(file, {
        type: 'before',
        call,
        time: time(),
        changes: changes.map((change) => change.id),
        action: step.action,
        targets: changes.map((change) => change.steps[0]?.target ?? change.target),
        ...(step.clientToken === undefined ? {} : { clientToken: step.clientToken }),
        before: changes.map((change) => pickFields(change.before, allowed)),
        after: changes.map((change) => pickFields(change.after, allowed)),
      });
      return call;
    },
    after: (call, outcome) => append(file, { type: 'after', call, time: time(), ...outcome }),
    async end(exitCode) {
      await append(file, { type: 'end', time: time(), exitCode });
      await file.close();
    },
  };
}

/** The change as the journal may hold it. */
export function journaledChange(change: Change, allowed: readonly string[]): JournaledChange {
  return {
    id: change.id,
    kind: change.kind,
    target: change.target,
    op: change.op,
    before: pickFields(change.before, allowed),
    after: pickFields(change.after, allowed) ?? {},
  };
}

function pickFields(fields: Fields | null, allowed: readonly string[]): Fields | null {
  return fields && Object.fromEntries(Object.entries(fields).filter(([name]) => allowed.includes(name)));
}

/** One write and one flush to the disk per line. */
async function append(file: FileHandle, entry: JournalEntry): Promise<void> {
  await file.appendFile(`${JSON.stringify(entry)}\n`);
  await file.datasync();
}
