import pMap from 'p-map';
import { isNotFound } from './errors.js';

/** How many calls of one kind run side by side; throttled ones back off on their own. */
const CONCURRENCY = 4;

/** Cuts a list into batches of the API's size and calls for each; answers in the order of the batches. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  size: number,
  call: (batch: readonly Item[]) => Promise<Result>,
): Promise<Result[]> {
  const batches: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += size) batches.push(items.slice(start, start + size));
  return await pMap(batches, call, { concurrency: CONCURRENCY });
}

/**
 * For APIs that refuse a whole batch when one id in it does not exist (`InvalidInstanceId.NotFound`): halves the
 * batch until the missing ones stand alone, and leaves them out.
 */
export async function withoutMissing<Item, Result>(
  batch: readonly Item[],
  call: (batch: readonly Item[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  try {
    return await call(batch);
  } catch (error) {
    if (!isNotFound(error, 'InvalidInstanceId.NotFound')) throw error;
    if (batch.length === 1) return [];
    const middle = Math.ceil(batch.length / 2);
    const first = await withoutMissing(batch.slice(0, middle), call);
    return [...first, ...(await withoutMissing(batch.slice(middle), call))];
  }
}
