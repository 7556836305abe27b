/** A piece of a pattern between stars that plain text search cannot find: it has `?`, or it is very long. */
export interface HardRun {
  /** In characters, as code points. */
  readonly length: number;
  readonly characters: Characters;
  /** The place behind the first fit that begins at `from` or later and ends at `end` or before; -1 without one. */
  readonly endOfFirst: (text: Characters, from: number, end: number) => number;
}

/** A text as code points. */
export type Characters = Uint32Array;

const ANY_ONE = 0x3f;

/** Splits a text into code points: a surrogate pair is one. */
export function toCharacters(text: string): Characters {
  return Uint32Array.from(text, (character) => character.codePointAt(0) as number);
}

/** Prepares a piece of a pattern. */
export function hardRun(text: string): HardRun {
  const characters = toCharacters(text);
  return { length: characters.length, characters, endOfFirst: shiftAnd(characters) };
}

/** True when the run fits the text at this place; the text is long enough. */
export function fitsAt({ characters }: HardRun, text: Characters, at: number): boolean {
  return characters.every((wanted, i) => wanted === ANY_ONE || wanted === text[at + i]);
}

/**
 * Shift-And (Baeza-Yates and Gonnet 1992): bit i of the state says that the run's first i+1 characters fit the text
 * that ends here. Every character of the text shifts the state once, whatever the run looks like.
 */
function shiftAnd(run: Characters): HardRun['endOfFirst'] {
  const words = Math.ceil(run.length / 32);
  const { masks, others } = positionMasks(run, words);
  const lastWord = words - 1;
  const lastBit = 1 << ((run.length - 1) & 31);
  return (text, from, end) => {
    const state = new Int32Array(words);
    for (let at = from; at < end; at += 1) {
      const mask = masks.get(text[at] as number) ?? others;
      let carry = 1;
      for (let word = 0; word < words; word += 1) {
        const bits = state[word] as number;
        state[word] = ((bits << 1) | carry) & (mask[word] as number);
        carry = bits >>> 31;
      }
      if (((state[lastWord] as number) & lastBit) !== 0) return at + 1;
    }
    return -1;
  };
}

/** For each character of the run the places that it fits; `others` for characters that only `?` fits. */
function positionMasks(run: Characters, words: number): { masks: Map<number, Int32Array>; others: Int32Array } {
  const others = new Int32Array(words);
  run.forEach((character, i) => {
    if (character === ANY_ONE) setBit(others, i);
  });
  const masks = new Map<number, Int32Array>();
  run.forEach((character, i) => {
    if (character === ANY_ONE) return;
    const mask = masks.get(character) ?? others.slice();
    setBit(mask, i);
    masks.set(character, mask);
  });
  return { masks, others };
}

function setBit(words: Int32Array, bit: number): void {
  words[bit >> 5] = (words[bit >> 5] as number) | (1 << (bit & 31));
}
