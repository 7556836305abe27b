/** The parameters of one call, from the query and a form body. Lists come as JSON or as `Name.1`, `Name.2`. */
export class Params {
  readonly #values: ReadonlyMap<string, string>;

  constructor(pairs: Iterable<readonly [string, string]>) {
    this.#values = new Map(pairs);
  }

  names(): string[] {
    return [...this.#values.keys()];
  }

  /** Undefined when the parameter was left out; an empty one is given. */
  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** The text, or an empty string. */
  text(name: string): string {
    return this.#values.get(name) ?? '';
  }

  /** A whole number in decimal; undefined when left out, NaN when it is anything else. */
  integer(name: string): number | undefined {
    const text = this.#values.get(name);
    if (text === undefined || text === '') return undefined;
    return /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  }

  flag(name: string): boolean {
    return this.text(name).toLowerCase() === 'true';
  }

  /** A JSON array of strings; undefined when it is something else or left out. */
  jsonList(name: string): string[] | undefined {
    const value = readJson(this.#values.get(name));
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  }

  /** A list of strings as JSON or as `Name.1` … ; empty when left out. */
  list(name: string): string[] {
    const json = this.jsonList(name);
    if (json !== undefined) return json;
    const found: string[] = [];
    for (let n = 1; this.#values.has(`${name}.${n}`); n += 1) found.push(this.text(`${name}.${n}`));
    return found;
  }

  /** `Tag=[{"Key":"k","Value":"v"}]` or `Tag.1.Key=k&Tag.1.Value=v`. */
  tags(name: string): Record<string, string> {
    const found: [string, string][] = [];
    const json = readJson(this.#values.get(name));
    for (const item of Array.isArray(json) ? json : []) {
      const { Key, Value } = (item ?? {}) as { Key?: unknown; Value?: unknown };
      if (typeof Key === 'string') found.push([Key, typeof Value === 'string' ? Value : '']);
    }
    for (let n = 1; this.#values.has(`${name}.${n}.Key`); n += 1) {
      found.push([this.text(`${name}.${n}.Key`), this.text(`${name}.${n}.Value`)]);
    }
    return Object.fromEntries(found);
  }
}

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
