import type { Context } from '../../context.js';
import { UsageError } from '../../errors.js';
import { type InstanceAddress, parseInstanceAddress } from '../../model/instance.js';
import { readInput } from '../input.js';

/**
 * The instances of --instance and --instances-from (one a line; blank lines and `#` comments are skipped).
 * @throws UsageError naming the flag, or the file's line.
 */
export async function readInstanceAddresses(
  context: Context,
  named: readonly string[],
  file: string | undefined,
): Promise<InstanceAddress[]> {
  const addresses = named.map((text) => parseInstanceAddress(text, '--instance'));
  if (file === undefined) return addresses;
  const text = await readInput(context, file, '--instances-from');
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*/, '').trim());
  const fromFile = lines.flatMap((line, index) =>
    line === '' ? [] : [parseInstanceAddress(line, `--instances-from, line ${index + 1}`)],
  );
  if (fromFile.length === 0) throw new UsageError(`${file} names no instance.`, { where: '--instances-from' });
  return [...addresses, ...fromFile];
}
