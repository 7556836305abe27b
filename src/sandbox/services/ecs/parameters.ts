import { ApiError, missingParameter } from '../../api-error.js';
import type { Call } from '../../call.js';
import type { InstanceRecord } from '../../state/records.js';

/** @throws ApiError when the region is missing or unknown. */
export function readRegion(call: Call): string {
  const region = call.params.text('RegionId');
  if (region === '') throw missingParameter('RegionId');
  if (call.state.owner.Regions.includes(region)) return region;
  throw new ApiError(404, 'InvalidRegionId.NotFound', 'The specified RegionId does not exist.');
}

/** The ids of a JSON array in a string; undefined when the parameter was left out. @throws ApiError when malformed. */
export function readInstanceIds(call: Call, max: number): string[] | undefined {
  if (call.params.text('InstanceIds') === '') return undefined;
  const ids = call.params.jsonList('InstanceIds');
  if (ids !== undefined && ids.length >= 1 && ids.length <= max) return [...new Set(ids)];
  throw new ApiError(400, 'InvalidInstanceIds.Malformed', 'The specified instanceIds are not valid.');
}

/** The instances of a region; one that is not there fails the whole request. */
export function findInstances(call: Call, region: string, ids: readonly string[]): InstanceRecord[] {
  return ids.map((id) => {
    const instance = call.state.instances.get(id);
    if (instance !== undefined && instance.RegionId === region) return instance;
    throw new ApiError(404, 'InvalidInstanceId.NotFound', 'The specified instanceId does not exist');
  });
}

/** PageNumber and PageSize with ECS's habit of answering the nearest page size. */
export function readPage(call: Call, most: number): { number: number; size: number } {
  const number = call.params.integer('PageNumber') ?? 1;
  const size = call.params.integer('PageSize') ?? 10;
  if (!(number >= 1 && size >= 1)) {
    throw new ApiError(400, 'InvalidParameter', 'The specified PageNumber or PageSize is not valid.');
  }
  return { number, size: Math.min(size, most) };
}
