import { quote } from '../quote.js';
import type { JsonMember, JsonNode } from './node.js';
import type { JsonPath } from './path.js';
import { BYTE_ORDER_MARK } from './position.js';
import { JsonSyntaxError, scanLiteral, scanString, skipBlanks } from './scanner.js';

/** Something that strict JSON does not have, or, for a duplicate key, does not define. */
export interface JsonProblem {
  readonly rule: 'syntax' | 'byte-order-mark' | 'duplicate-key';
  readonly offset: number;
  readonly path: JsonPath;
  readonly message: string;
}

/** What could be read of a text. */
export interface JsonText {
  /** Absent when the text could not be read to its end. */
  readonly root?: JsonNode;
  readonly problems: readonly JsonProblem[];
}

/** Deeper than any policy; keeps hostile texts from exhausting the stack. */
const MAX_DEPTH = 100;

/**
 * Reads a JSON text and goes on after what can be told apart safely (a byte-order mark, a trailing or missing
 * comma, a duplicate key), so that one pass shows as much as possible. Never throws.
 */
export function readJson(text: string): JsonText {
  const reader = new JsonReader(text);
  try {
    return { root: reader.readDocument(), problems: reader.problems };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    reader.report('syntax', error.offset, error.message);
    return { problems: reader.problems };
  }
}

class JsonReader {
  readonly problems: JsonProblem[] = [];
  readonly #text: string;
  #at = 0;
  /** The path of the value that is being read. */
  #path: JsonPath = [];
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readDocument(): JsonNode {
    if (this.#text.startsWith(BYTE_ORDER_MARK)) {
      this.report('byte-order-mark', 0, 'The text begins with a byte-order mark; save it as UTF-8 without one.');
      this.#at = 1;
    }
    const root = this.#readValue([]);
    this.#skip();
    if (this.#at < this.#text.length) throw new JsonSyntaxError(this.#at, 'The text goes on after the document.');
    return root;
  }

  report(rule: JsonProblem['rule'], offset: number, message: string): void {
    this.problems.push({ rule, offset, path: this.#path, message });
  }

  #readValue(path: JsonPath): JsonNode {
    this.#path = path;
    this.#skip();
    const start = this.#at;
    const c = this.#text[start];
    if (c === '{' || c === '[') {
      if (this.#depth === MAX_DEPTH) throw new JsonSyntaxError(start, `More than ${MAX_DEPTH} levels are nested here.`);
      this.#depth += 1;
      this.#at += 1;
      const node: JsonNode =
        c === '{'
          ? { type: 'object', start, members: this.#readMembers(path), end: this.#at }
          : { type: 'array', start, items: this.#readItems(path), end: this.#at };
      this.#depth -= 1;
      return node;
    }
    const node = c === '"' ? scanString(this.#text, start) : scanLiteral(this.#text, start);
    this.#at = node.end;
    return node;
  }

  #readMembers(path: JsonPath): JsonMember[] {
    const members: JsonMember[] = [];
    const keys = new Set<string>();
    while (!this.#closed('}', members.length, path)) {
      const keyStart = this.#at;
      if (this.#text[keyStart] !== '"') throw new JsonSyntaxError(keyStart, this.#notAKey());
      const key = scanString(this.#text, keyStart);
      this.#at = key.end;
      const memberPath = [...path, key.value];
      this.#path = memberPath;
      if (keys.has(key.value)) {
        this.report('duplicate-key', keyStart, `The key ${quote(key.value)} stands here twice; keep one.`);
      }
      keys.add(key.value);
      this.#skip();
      if (this.#text[this.#at] !== ':') throw new JsonSyntaxError(this.#at, 'A colon is missing after the key.');
      this.#at += 1;
      members.push({ key: key.value, keyStart, value: this.#readValue(memberPath) });
    }
    return members;
  }

  #readItems(path: JsonPath): JsonNode[] {
    const items: JsonNode[] = [];
    while (!this.#closed(']', items.length, path)) items.push(this.#readValue([...path, items.length]));
    return items;
  }

  /** Passes the comma before the next element, or the bracket that ends them; true for the bracket. */
  #closed(bracket: '}' | ']', count: number, path: JsonPath): boolean {
    this.#path = path;
    this.#skip();
    const comma = this.#at;
    const hasComma = count > 0 && this.#text[comma] === ',';
    if (hasComma) {
      this.#at += 1;
      this.#skip();
    }
    const c = this.#text[this.#at];
    if (c === bracket) {
      if (hasComma) this.report('syntax', comma, `The comma before ${quote(bracket)} is one too many.`);
      this.#at += 1;
      return true;
    }
    if (c === undefined) throw new JsonSyntaxError(this.#at, `The text ends before ${quote(bracket)}.`);
    if (count > 0 && !hasComma) this.#missingComma(bracket);
    return false;
  }

  /** Only what clearly begins another element lets the reader go on. */
  #missingComma(bracket: string): void {
    if (!/["{[\w-]/.test(this.#text[this.#at] as string)) {
      throw new JsonSyntaxError(this.#at, `A comma or ${quote(bracket)} should be here.`);
    }
    this.report('syntax', this.#at, 'A comma is missing before this.');
  }

  #notAKey(): string {
    const c = this.#text[this.#at] as string;
    return c === '/' || c === '#' ? 'JSON has no comments.' : 'A key in double quotes should be here.';
  }

  #skip(): void {
    this.#at = skipBlanks(this.#text, this.#at);
  }
}
