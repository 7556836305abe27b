// Bundles src/main.ts into dist/: ESM with splitting, so that each lazily imported SDK is a chunk of its own.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  minify: true,
  // Error classes name themselves by new.target.name; the SDKs do the like.
  keepNames: true,
  legalComments: 'external',
  define: { RAMROLE_VERSION: JSON.stringify(version) },
  // The official SDKs are CommonJS and require Node's built-ins at run time.
  banner: { js: "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);" },
  metafile: true,
  logLevel: 'warning',
});

// Old chunks go after the new ones are there, so that a linked `ramrole` works while it is built.
for (const file of await readdir(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(file.parentPath, file.name);
  if (file.isFile() && !(relative(root, path).replaceAll(sep, '/') in metafile.outputs)) await rm(path);
}

process.stdout.write(`${sizes(metafile.outputs).join('\n')}\n`);

/** One line per file that start-up may read: the entry with what it always loads, then the lazy chunks by size. */
function sizes(outputs) {
  const entry = Object.keys(outputs).find((path) => outputs[path].entryPoint === 'src/main.ts');
  const eager = reachable(outputs, entry);
  const lazy = Object.keys(outputs).filter((path) => path.endsWith('.js') && !eager.has(path));
  const total = (paths) => paths.reduce((sum, path) => sum + outputs[path].bytes, 0);
  const line = (path) => `  ${kilobytes(outputs[path].bytes)}  ${path}${label(outputs[path])}`;
  const bySize = (paths) => paths.toSorted((a, b) => outputs[b].bytes - outputs[a].bytes);
  return [
    `always loaded: ${kilobytes(total([...eager])).trim()} in ${eager.size} files`,
    ...bySize([...eager]).map(line),
    `loaded when needed: ${kilobytes(total(lazy)).trim()} in ${lazy.length} files`,
    ...bySize(lazy).map(line),
  ];
}

/** The outputs that `path` imports statically, itself included. */
function reachable(outputs, path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: next, kind, external } of outputs[path].imports) {
    if (kind === 'import-statement' && !external) reachable(outputs, next, seen);
  }
  return seen;
}

/** What a chunk mostly consists of, as its name alone may not say. */
function label({ inputs, entryPoint }) {
  if (entryPoint) return `  (${entryPoint.replace('node_modules/', '')})`;
  const [largest] = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
  return largest ? `  (${largest[0].replace('node_modules/', '')})` : '';
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`.padStart(10);
}
