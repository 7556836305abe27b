// Written as escapes in strings: a control character inside a source file would be invisible.
const ESC = '\\u001b';
const STRING_END = `(?:\\u0007|${ESC}\\\\|\\u009c)`;
// No introducer may stand inside a string's payload, so that unterminated ones cost linear time.
const STRING_BODY = `[^\\u0007${ESC}\\u0090\\u0098-\\u009f]*`;

const SEQUENCES = [
  // OSC, DCS, SOS, PM, APC: titles, hyperlinks, clipboard access (ECMA-48 §5.6).
  `(?:${ESC}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])${STRING_BODY}${STRING_END}`,
  // CSI: colours and cursor movement.
  `(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]`,
  // Everything else that an escape introduces. Not [ and ]: those are CSI and OSC that never ended; their text stays.
  `${ESC}[ -/]*[0-Z\\\\^-~]`,
];

const escapeSequences = new RegExp(SEQUENCES.join('|'), 'gu');

// Control characters, line and paragraph separators, zero-width characters that hide differences (not the joiners,
// which scripts and emoji need), bidi marks, embeddings, overrides and isolates (trojansource.codes), tag characters.
const HIDDEN = '\\p{Cc}\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060\\u2066-\\u2069\\ufeff\\u{e0000}-\\u{e007f}';

const hidden = new RegExp(`[${HIDDEN}]`, 'gu');
const hiddenButLayout = new RegExp(`(?![\\n\\t])[${HIDDEN}]`, 'gu');

/** How far a text's own layout is kept: `line` turns every line break and tab into a blank, `text` keeps \n and \t. */
export type Layout = 'line' | 'text';

/**
 * Takes out of cloud text whatever could steer a terminal or make it show something else than what is there:
 * ANSI and OSC sequences, control characters, bidi overrides.
 */
export function sanitize(text: string, layout: Layout = 'line'): string {
  const bare = text.replace(escapeSequences, '');
  if (layout === 'text') return bare.replace(/\r\n/g, '\n').replace(hiddenButLayout, '');
  return bare.replace(/\r\n|[\n\r\t\u2028\u2029]/g, ' ').replace(hidden, '');
}

/** The same characters written as \uXXXX: a JSON text stays equal and shows what it holds. */
export function escapeHidden(json: string): string {
  return json.replace(hiddenButLayout, (character) =>
    Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
