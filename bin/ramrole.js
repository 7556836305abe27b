#!/usr/bin/env node
// What ships is the bundle (bin/dev/build.js). In a checkout that was never built, say so.
const bundle = await import('../dist/main.js').catch((error) => {
  const isMissing = error?.code === 'ERR_MODULE_NOT_FOUND' && String(error.message).includes('main.js');
  if (!isMissing) throw error;
  process.stderr.write('ramrole is not built yet: run `npm run build` in its folder.\n');
  process.exitCode = 1;
});

if (bundle) process.exitCode = await bundle.run(process.argv.slice(2), bundle.processHost());
