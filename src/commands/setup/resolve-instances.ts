import type { Context } from '../../context.js';
import { NotFoundError } from '../../errors.js';
import { formatInstance, type InstanceAddress, type InstanceRef } from '../../model/instance.js';
import { withRegion } from '../with-region.js';

/**
 * Gives each instance its region and makes sure that it is there.
 * @throws UsageError without a region; NotFoundError that names the region where the instance really is.
 */
export async function resolveInstances(
  context: Context,
  addresses: readonly InstanceAddress[],
): Promise<InstanceRef[]> {
  if (addresses.length === 0) return [];
  const region = await context.region();
  const refs = addresses.map((address) => withRegion(address, region, '--instance'));
  const cloud = await context.cloud();
  const regions = [...new Set(refs.map((ref) => ref.region))];
  const missing = await Promise.all(
    regions.map(async (name) => {
      const there = refs.filter((ref) => ref.region === name);
      const ecs = await cloud.ecs(name);
      const found = new Set((await ecs.describeInstances(there.map((ref) => ref.id))).map((one) => one.InstanceId));
      return there.filter((ref) => !found.has(ref.id));
    }),
  );
  const lost = missing.flat();
  if (lost.length > 0) throw await notFound(context, lost);
  return refs;
}

/** Looks into the other regions, so that the error can say where the instance really is. */
async function notFound(context: Context, lost: readonly InstanceRef[]): Promise<NotFoundError> {
  const cloud = await context.cloud();
  const first = lost[0] as InstanceRef;
  const ids = lost.map((ref) => ref.id);
  const searched = new Set(lost.map((ref) => ref.region));
  const others = (await (await cloud.ecs(first.region)).listRegions()).filter((name) => !searched.has(name));
  const elsewhere = await Promise.all(
    others.map(async (name) => {
      try {
        return await (await cloud.ecs(name)).describeInstances(ids);
      } catch {
        return []; // A region that cannot be asked is no help, and not what went wrong.
      }
    }),
  );
  const found = elsewhere.flat().map((one) => `${one.InstanceId}@${one.RegionId}`);
  return new NotFoundError(lost.map((ref) => `There is no instance ${formatInstance(ref)}.`).join('\n'), {
    where: '--instance',
    hint: found.length > 0 ? `It is in another region: ${found.join(', ')}.` : undefined,
    next: found[0] === undefined ? `ramrole instance list --region ${first.region}` : `--instance ${found[0]}`,
  });
}
