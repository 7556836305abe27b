import { join } from 'node:path';
import { Faults } from './faults.js';
import { Freshness } from './freshness.js';
import { defaultSandboxGuesses, type SandboxGuesses } from './guesses.js';
import { type LogEntry, RequestLog } from './log.js';
import { populate } from './population.js';
import type { SandboxOptions } from './sandbox.js';
import { State } from './state/state.js';

/** Everything that requests work on: the state, the log, and what bends the answers. Knows nothing of HTTP. */
export class LocalCloud {
  readonly state: State;
  readonly log: RequestLog;
  readonly faults = new Faults();
  readonly guesses: SandboxGuesses;
  readonly #clock: SandboxOptions['clock'];
  #freshness = new Freshness();

  /** Opens the folder's cloud, or makes the default one. The caller holds the folder's lock. */
  constructor(options: Pick<SandboxOptions, 'dir' | 'clock' | 'guesses' | 'fsync'>) {
    this.#clock = options.clock;
    this.guesses = { ...defaultSandboxGuesses, ...options.guesses };
    this.log = new RequestLog(join(options.dir, 'requests.log'));
    this.state = new State(options.dir, options.fsync ?? false);
    this.state.load();
    // A crash between making the folder and the first commit leaves a state without an account.
    if (!this.state.account.has('account')) this.reset();
  }

  get freshness(): Freshness {
    return this.#freshness;
  }

  /** Real time, in milliseconds. */
  realNow(): number {
    return this.#clock.now();
  }

  /** The cloud's time, in milliseconds: real time and what it was moved forward by. */
  now(): number {
    return this.#clock.now() + this.state.owner.TimeOffset;
  }

  /** Runs a change whole or not at all. */
  transact<T>(change: () => T): T {
    try {
      const result = change();
      this.state.commit();
      return result;
    } catch (error) {
      this.state.rollback();
      throw error;
    }
  }

  record(entry: Omit<LogEntry, 'time'>): void {
    this.log.add({ time: new Date(this.realNow()).toISOString(), ...entry });
  }

  /** @returns the cloud's time afterwards. */
  advanceTime(ms: number): number {
    const { owner } = this.state;
    this.transact(() => this.state.setOwner({ ...owner, TimeOffset: owner.TimeOffset + ms }));
    return this.now();
  }

  reset(): void {
    this.state.wipe();
    this.log.clear();
    this.faults.clear();
    this.#freshness = new Freshness();
    this.transact(() => populate(this.state, this.realNow()));
  }

  close(): void {
    this.state.close();
  }
}
