import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, BROKEN } from './architecture-cases.js';

const ARCHITECTURE = new Set(Object.values(BROKEN).flatMap((cases) => cases.map(([rule]) => rule)));
const checkout = fileURLToPath(new URL('..', import.meta.url));

let folder: string;
let found: ReadonlyMap<string, ReadonlySet<string>>;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'ramrole-architecture-')));
  await copyFile(join(checkout, 'biome.json'), join(folder, 'biome.json'));
  const files = new Map<string, string[]>();
  for (const [path, cases] of Object.entries(BROKEN))
    files.set(
      path,
      cases.map(([, line]) => line),
    );
  for (const [path, lines] of Object.entries(ALLOWED)) files.set(path, [...(files.get(path) ?? []), ...lines]);
  for (const [path, lines] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${lines.join('\n')}\n`);
  }
  found = await lint();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(Object.entries(BROKEN))('%s', (path, cases) => {
  it.each(cases.map(([rule, line], i) => ({ rule, line, at: `${path}:${i + 1}` })))('$rule refuses $line', (broken) => {
    expect([...(found.get(broken.at) ?? [])]).toContain(broken.rule);
  });
});

describe.each(Object.entries(ALLOWED))('%s', (path, lines) => {
  const first = BROKEN[path]?.length ?? 0;
  it.each(lines.map((line, i) => ({ line, at: `${path}:${first + i + 1}` })))('may say $line', ({ at }) => {
    expect([...(found.get(at) ?? [])].filter((rule) => ARCHITECTURE.has(rule))).toEqual([]);
  });
});

it('was linted at all', () => {
  expect(found.size).toBeGreaterThan(Object.keys(BROKEN).length);
});

/** Names of the rules that biome finds broken, by `path:line`. */
async function lint(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const biome = join(checkout, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const output = await new Promise<string>((resolve) => {
    // It exits with 1: everything here is wrong on purpose.
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }, (_error, stdout) => resolve(stdout));
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: Diagnostic[] };
  const rules = new Map<string, Set<string>>();
  for (const { category, location } of diagnostics) {
    const at = `${location.path.replaceAll('\\', '/')}:${location.start?.line ?? 1}`;
    rules.set(at, (rules.get(at) ?? new Set()).add(category.split('/').at(-1) ?? ''));
  }
  return rules;
}

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string; readonly start?: { readonly line: number } };
}
