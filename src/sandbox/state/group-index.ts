import type { Index } from './table.js';

/** The rows of a table by what they belong to: a principal's attachments, a role's instances. */
export class GroupIndex<T> implements Index<T> {
  readonly #groupOf: (row: T) => string;
  readonly #groups = new Map<string, Map<string, T>>();

  /** @param groupOf an empty string keeps a row out of the index. */
  constructor(groupOf: (row: T) => string) {
    this.#groupOf = groupOf;
  }

  add(key: string, row: T): void {
    const name = this.#groupOf(row);
    if (name === '') return;
    const group = this.#groups.get(name);
    if (group === undefined) this.#groups.set(name, new Map([[key, row]]));
    else group.set(key, row);
  }

  remove(key: string, row: T): void {
    const name = this.#groupOf(row);
    const group = this.#groups.get(name);
    group?.delete(key);
    if (group?.size === 0) this.#groups.delete(name);
  }

  /** The group's rows in the order in which they came. */
  of(name: string): T[] {
    return [...(this.#groups.get(name)?.values() ?? [])];
  }

  count(name: string): number {
    return this.#groups.get(name)?.size ?? 0;
  }
}
