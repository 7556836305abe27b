#!/usr/bin/env node
// What ships is the bundle (bin/dev/build.js). In a checkout that was never built, say so.
import { existsSync } from 'node:fs';

const bundle = new URL('../dist/main.js', import.meta.url);
if (existsSync(bundle)) {
  const { processHost, run } = await import(bundle.href);
  process.exitCode = await run(process.argv.slice(2), processHost());
} else {
  process.stderr.write('ramrole is not built yet: run `npm run build` in its folder.\n');
  process.exitCode = 1;
}
