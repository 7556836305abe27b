import { ApiError } from '../../api-error.js';
import type { Answer, Call } from '../../call.js';
import type { InstanceRecord } from '../../state/records.js';
import { instanceFields } from './instance-fields.js';
import { instanceFilter } from './instance-filter.js';
import { readInstanceIds, readPage, readRegion } from './parameters.js';

const MOST = 100;

/** By NextToken/MaxResults or by PageNumber/PageSize, with ids and without; ids that do not exist are simply missing. */
export function describeInstances(call: Call): Answer {
  const region = readRegion(call);
  const ids = readInstanceIds(call, MOST);
  const accepts = instanceFilter(call);
  const { params } = call;
  const wantsToken = params.text('NextToken') !== '' || params.text('MaxResults') !== '';
  if (ids !== undefined) {
    const named = ids.flatMap((id) => call.state.instances.get(id) ?? []).filter((row) => row.RegionId === region);
    if (!wantsToken) return byNumber(call, accepts === undefined ? named : named.filter(accepts));
    // A token names a place in the order of creation, whatever order the ids come in.
    named.sort((a, b) => a.Seq - b.Seq);
    const seq = readToken(call);
    return byToken(call, named, named.filter((row) => row.Seq <= seq).length, accepts);
  }
  const rows = call.state.instancesOfRegion.rows(region);
  if (wantsToken) return byToken(call, rows, call.state.instancesOfRegion.after(region, readToken(call)), accepts);
  return byNumber(call, accepts === undefined ? rows : rows.filter(accepts));
}

function byNumber(call: Call, rows: readonly InstanceRecord[]): Answer {
  const { number, size } = readPage(call, MOST);
  const start = (number - 1) * size;
  return {
    ...listed(call, rows.slice(start, start + size)),
    TotalCount: rows.length,
    PageNumber: number,
    PageSize: size,
    NextToken: '',
  };
}

/** The page that starts at the row number `start`. */
function byToken(
  call: Call,
  rows: readonly InstanceRecord[],
  start: number,
  accepts: ((row: InstanceRecord) => boolean) | undefined,
): Answer {
  const max = Math.min(Math.max(call.params.integer('MaxResults') ?? 10, 1), MOST);
  const found: InstanceRecord[] = [];
  let at = start;
  for (; at < rows.length && found.length < max; at += 1) {
    const row = rows[at] as InstanceRecord;
    if (accepts?.(row) ?? true) found.push(row);
  }
  const last = rows[at - 1];
  const NextToken = at < rows.length && last !== undefined ? writeToken(last.Seq) : '';
  const total = accepts === undefined ? { TotalCount: rows.length } : {};
  return { ...listed(call, found), ...total, NextToken, PageNumber: 1, PageSize: max };
}

function listed(call: Call, rows: readonly InstanceRecord[]): Answer {
  const withOptions = call.params.list('AdditionalAttributes').includes('META_OPTIONS');
  return { Instances: { Instance: rows.map((row) => instanceFields(row, withOptions)) } };
}

/** The place after which the next page starts, as an opaque token. */
function writeToken(seq: number): string {
  return Buffer.from(`after:${seq}`).toString('base64url');
}

function readToken(call: Call): number {
  const token = call.params.text('NextToken');
  if (token === '') return 0;
  const match = /^after:(\d{1,15})$/.exec(Buffer.from(token, 'base64url').toString());
  if (match !== null) return Number(match[1]);
  throw new ApiError(400, 'InvalidParameter.NextToken', 'The specified NextToken is not valid.');
}
