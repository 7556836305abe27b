import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../.interop/python', import.meta.url));
const INSTALLED = `${FOLDER}/installed.txt`;
const MINUTES = 60_000;

/** The Python that has the vendor's clients. */
export const PYTHON = `${FOLDER}/bin/python`;

/**
 * Runs once before all tests: installs the pinned Python clients into `.interop/python` unless they are there.
 * @throws Error that ends the run when they cannot be installed: no client is ever left out.
 */
export function setup(): void {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (isInstalled(wanted)) return;
  console.log('installing the Python clients of test/interop/requirements.txt into .interop/python …');
  // --clear: an environment of another Python, or half of one, is of no use.
  must('python3', ['-m', 'venv', '--clear', FOLDER], 1 * MINUTES);
  must(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS], 5 * MINUTES);
  writeFileSync(INSTALLED, wanted);
}

/** The environment was finished for these requirements, and its Python still runs. */
function isInstalled(wanted: string): boolean {
  if (!existsSync(INSTALLED) || readFileSync(INSTALLED, 'utf8') !== wanted) return false;
  return spawnSync(PYTHON, ['-c', 'import alibabacloud_ram20150501']).status === 0;
}

function must(command: string, args: readonly string[], timeout: number): void {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout });
  if (status === 0) return;
  const why = error?.message ?? stderr;
  throw new Error(
    `The Python clients could not be installed, so nothing was proven (needs python3 with venv and pip, and the ` +
      `Python package index): ${[command, ...args].join(' ')}\n${why}`,
  );
}
