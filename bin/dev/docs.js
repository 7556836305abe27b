// Writes docs/reference/*.md from the command tree; with --check it only says which pages are stale.
// Usage: npm run docs [-- --check]
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { referencePages } from './reference-pages.js';

const folder = new URL('../../docs/reference/', import.meta.url);
const wanted = referencePages(await commandTree());
const present = await readdir(folder).catch(() => []);
const texts = await Promise.all(
  present
    .filter((name) => name.endsWith('.md'))
    .map(async (name) => [name, await readFile(new URL(name, folder), 'utf8')]),
);
const there = new Map(texts);
const stale = [...wanted].filter(([name, text]) => there.get(name) !== text).map(([name]) => name);
const gone = [...there.keys()].filter((name) => !wanted.has(name));

if (process.argv.includes('--check')) {
  for (const name of [...stale, ...gone]) process.stdout.write(`docs/reference/${name} is stale: npm run docs\n`);
  if (stale.length + gone.length > 0) process.exitCode = 1;
} else {
  await mkdir(folder, { recursive: true });
  for (const name of stale) await writeFile(new URL(name, folder), wanted.get(name));
  for (const name of gone) await rm(new URL(name, folder));
  process.stdout.write(`${wanted.size} pages, ${stale.length} written, ${gone.length} removed\n`);
}

/** The tables of src/program.ts and src/config/options.ts, bundled in memory: a fresh clone needs no build first. */
async function commandTree() {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    stdin: {
      contents: `export { NOUNS, SINGLE_VERBS } from './src/program.ts';
        export { GLOBAL_OPTIONS } from './src/config/options.ts';`,
      resolveDir: '.',
    },
    write: false,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.17',
    // What verbs load when they run: nothing runs here.
    external: ['@alicloud/*', 'inquirer'],
    logLevel: 'warning',
  });
  const module = { exports: {} };
  new Function('require', 'module', outputFiles[0].text)(createRequire(import.meta.url), module);
  return module.exports;
}
