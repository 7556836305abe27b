import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));

/** README, changelog and everything in docs, as paths from the checkout. */
export function pages(): string[] {
  const docs = readdirSync(join(CHECKOUT, 'docs'), { recursive: true, encoding: 'utf8' });
  return ['README.md', 'CHANGELOG.md', ...docs.filter((path) => path.endsWith('.md')).map((path) => `docs/${path}`)];
}

export function read(path: string): string {
  return readFileSync(join(CHECKOUT, path), 'utf8');
}

/** The fenced blocks of a page in one language, each as its text. */
export function blocks(page: string, language: string): string[] {
  const fences = page.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm);
  return [...fences].filter(([, , name]) => name === language).map(([, , , text]) => text as string);
}

/** The anchors that GitHub gives a page's headings. */
export function anchors(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** One command of a console block: what is typed after `$`, and the lines below it. */
export interface Shown {
  readonly command: string;
  readonly output: readonly string[];
}

export function consoleCommands(page: string): Shown[] {
  const all: { command: string; output: string[] }[] = [];
  for (const line of blocks(page, 'console').join('').split('\n')) {
    if (line.startsWith('$ ')) all.push({ command: line.slice(2), output: [] });
    else if (line.trim() !== '') all.at(-1)?.output.push(line);
  }
  return all;
}

/** The words of every `ramrole …` in a shell line; a pipe, a `)` or a redirection ends one. */
export function ramroleCommands(line: string): string[][] {
  if (line.trimStart().startsWith('#')) return [];
  const starts = [...line.matchAll(/(?:^|[\s(;])ramrole (?=\S)/g)].map((match) => match.index + match[0].length);
  return starts.map((start) => shellWords(line.slice(start)));
}

function shellWords(text: string): string[] {
  const words: string[] = [];
  for (const [token, single, double] of text.matchAll(/'([^']*)'|"([^"]*)"|[|;)><&]|[^\s'"|;)><&]+/g)) {
    if (/^[|;)><&]/.test(token)) break;
    words.push(single ?? double ?? token);
  }
  return words;
}
