import type { InstanceRecord } from './records.js';
import type { Index } from './table.js';

/** Each region's instances ordered by Seq, so that a page costs its own size wherever it starts. */
export class RegionIndex implements Index<InstanceRecord> {
  readonly #regions = new Map<string, InstanceRecord[]>();
  #last = 0;

  /** A Seq that no instance has had in this process or the loaded state. */
  nextSeq(): number {
    return this.#last + 1;
  }

  add(_key: string, row: InstanceRecord): void {
    const rows = this.#regions.get(row.RegionId) ?? [];
    this.#regions.set(row.RegionId, rows);
    this.#last = Math.max(this.#last, row.Seq);
    const at = position(rows, row.Seq);
    if (at === rows.length) rows.push(row);
    else rows.splice(at, 0, row);
  }

  remove(_key: string, row: InstanceRecord): void {
    const rows = this.#regions.get(row.RegionId);
    if (rows === undefined) return;
    const at = position(rows, row.Seq);
    if (rows[at]?.Seq === row.Seq) rows.splice(at, 1);
  }

  /** The region's instances; not to be changed by the reader. */
  rows(region: string): readonly InstanceRecord[] {
    return this.#regions.get(region) ?? [];
  }

  /** Index of the first instance after that Seq. */
  after(region: string, seq: number): number {
    return position(this.rows(region), seq + 1);
  }
}

/** Binary search: index of the first row whose Seq is at least `seq`. */
function position(rows: readonly InstanceRecord[], seq: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as InstanceRecord).Seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
