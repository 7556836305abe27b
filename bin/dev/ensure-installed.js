// Installs the locked dependencies when they are missing or older than the lockfile. Needs only Node and npm.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const changed = (path) => statSync(new URL(`../../${path}`, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (changed('node_modules/.package-lock.json') < changed('package-lock.json')) {
  const args = ['ci', '--ignore-scripts', '--no-fund', '--no-audit'];
  // Under `npm run` this is npm's own script: the same npm, and no shell on any system.
  const npm = process.env.npm_execpath;
  const [command, rest] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const { status, error } = spawnSync(command, rest, {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) process.stderr.write(`npm could not be started: ${error.message}\n`);
  process.exitCode = status ?? 1;
}
