/** One change of one row; `v` is null when the row goes. */
export interface Operation {
  readonly t: string;
  readonly k: string;
  readonly v: unknown;
}

/** What follows a table's rows. */
export interface Index<T> {
  add(key: string, row: T): void;
  remove(key: string, row: T): void;
}

/** Where a table reports its changes: the open transaction. */
export type Recorder = (operation: Operation, before: unknown) => void;

/** Rows by key, in the order in which they were first put. Keys compare exactly: callers fold their case. */
export class Table<T> {
  readonly name: string;
  readonly #rows = new Map<string, T>();
  readonly #record: Recorder;
  readonly #indexes: readonly Index<T>[];

  constructor(name: string, record: Recorder, indexes: readonly Index<T>[] = []) {
    this.name = name;
    this.#record = record;
    this.#indexes = indexes;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): T | undefined {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  values(): IterableIterator<T> {
    return this.#rows.values();
  }

  entries(): IterableIterator<[string, T]> {
    return this.#rows.entries();
  }

  put(key: string, row: T): void {
    this.#record({ t: this.name, k: key, v: row }, this.#rows.get(key) ?? null);
    this.apply(key, row);
  }

  delete(key: string): void {
    const before = this.#rows.get(key);
    if (before === undefined) return;
    this.#record({ t: this.name, k: key, v: null }, before);
    this.apply(key, null);
  }

  /** Sets or removes a row without recording it: for loading and for taking a transaction back. */
  apply(key: string, row: T | null): void {
    const before = this.#rows.get(key);
    if (before !== undefined) for (const index of this.#indexes) index.remove(key, before);
    if (row === null) {
      this.#rows.delete(key);
      return;
    }
    this.#rows.set(key, row);
    for (const index of this.#indexes) index.add(key, row);
  }

  clear(): void {
    for (const [key, row] of this.#rows) for (const index of this.#indexes) index.remove(key, row);
    this.#rows.clear();
  }
}
