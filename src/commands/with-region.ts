import { UsageError } from '../errors.js';
import type { InstanceAddress, InstanceRef } from '../model/instance.js';

/**
 * The instance with the region that its address names, else the run's own.
 * @param where the flag or argument that the address came from
 * @throws UsageError when neither says one
 */
export function withRegion(address: InstanceAddress, region: string | undefined, where: string): InstanceRef {
  const known = address.region ?? region;
  if (known !== undefined) return { ...address, region: known };
  throw new UsageError(`The region of ${address.id} is not known.`, {
    where,
    hint: `Write ${address.id}@REGION, or give --region.`,
  });
}
