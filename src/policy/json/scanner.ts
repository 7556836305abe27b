import { quote } from '../quote.js';
import type { JsonLiteral, JsonString } from './node.js';

/** Thrown inside the reader to stop at the first place where a text cannot be understood; readJson catches it. */
export class JsonSyntaxError extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The place of the next character that is no blank. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return at;
}

/** Reads a string whose opening quote is at `start`. @throws JsonSyntaxError */
export function scanString(text: string, start: number): JsonString {
  let at = start + 1;
  for (;;) {
    const c = text[at];
    if (c === '"') break;
    if (c === '\\') at = afterEscape(text, at);
    else if (c === undefined) throw new JsonSyntaxError(start, 'This string is not closed.');
    else if (c < ' ') throw new JsonSyntaxError(at, controlCharacter(c));
    else at += 1;
  }
  const end = at + 1;
  return { type: 'string', start, end, value: JSON.parse(text.slice(start, end)) as string };
}

/** Reads a number, true, false or null at `start`. @throws JsonSyntaxError saying what stands there instead. */
export function scanLiteral(text: string, start: number): JsonLiteral {
  NUMBER.lastIndex = start;
  const number = NUMBER.exec(text)?.[0];
  if (number !== undefined) {
    const end = start + number.length;
    if (/[\w.+-]/.test(text[end] ?? '')) throw new JsonSyntaxError(start, 'This is not a number as JSON writes it.');
    return { type: 'number', start, end, value: Number(number), raw: number };
  }
  WORD.lastIndex = start;
  const word = WORD.exec(text)?.[0];
  const value = word === undefined ? undefined : WORDS.get(word);
  if (word === undefined || value === undefined) throw new JsonSyntaxError(start, unexpected(text, start, word));
  return { type: value === null ? 'null' : 'boolean', start, end: start + word.length, value, raw: word };
}

function afterEscape(text: string, at: number): number {
  ESCAPE.lastIndex = at;
  const match = ESCAPE.exec(text);
  if (match === null) throw new JsonSyntaxError(at, 'This backslash begins no escape that JSON knows.');
  return at + match[0].length;
}

function controlCharacter(c: string): string {
  return c === '\n' || c === '\r'
    ? 'This string is not closed before the end of the line.'
    : 'A string may hold no control character; write it as an escape such as \\t.';
}

function unexpected(text: string, at: number, word: string | undefined): string {
  const c = text[at];
  if (c === undefined) return 'The text ends where a value should be.';
  if (word !== undefined) return `A value should be here; ${quote(word)} needs double quotes.`;
  if (c === "'" || c === '‘' || c === '“' || c === '”') return 'Strings need straight double quotes.';
  if (c === '/' || c === '#') return 'JSON has no comments.';
  return `A value should be here, not ${quote(String.fromCodePoint(text.codePointAt(at) as number))}.`;
}
