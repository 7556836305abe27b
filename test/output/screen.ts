import stringWidth from 'string-width';

const CSI = '\\u001b\\[';
const TOKENS = new RegExp(`${CSI}\\d*[AJ]|\\r|\\n|.`, 'gu');

/** As much of a terminal as progress uses: wrapping, newline, carriage return, cursor up, erase below. */
export class Screen {
  readonly columns: number;
  readonly #rows: string[] = [''];
  #row = 0;

  constructor(columns: number) {
    this.columns = columns;
  }

  write(text: string): void {
    for (const [token] of text.matchAll(TOKENS)) this.#token(token);
  }

  /** The rows with something on them. */
  lines(): string[] {
    return this.#rows.filter((row) => row !== '');
  }

  #token(token: string): void {
    if (token.endsWith('A') && token.length > 1) this.#row -= Number(token.slice(2, -1));
    else if (token === '\u001b[J') this.#rows.splice(this.#row, Number.POSITIVE_INFINITY, '');
    else if (token === '\n') this.#next();
    else if (token !== '\r') this.#character(token);
  }

  #next(): void {
    this.#row += 1;
    this.#rows[this.#row] ??= '';
  }

  #character(character: string): void {
    const row = (this.#rows[this.#row] ?? '') + character;
    if (stringWidth(row) > this.columns) {
      this.#next();
      this.#rows[this.#row] = character;
    } else this.#rows[this.#row] = row;
  }
}
