import { compileWildcard } from '../../../policy/match/wildcard.js';
import type { Call } from '../../call.js';
import type { InstanceRecord } from '../../state/records.js';

type Test = (row: InstanceRecord) => boolean;

/** The filters of DescribeInstances that were given, all of which have to accept; undefined when there is none. */
export function instanceFilter(call: Call): Test | undefined {
  const { params } = call;
  const tests: Test[] = [];
  for (const field of ['Status', 'InstanceNetworkType', 'InstanceType', 'VpcId', 'VSwitchId', 'ZoneId'] as const) {
    const wanted = params.text(field);
    if (wanted !== '') tests.push((row) => row[field] === wanted);
  }
  const name = params.text('InstanceName');
  const named = compileWildcard(name);
  if (name !== '') tests.push((row) => named(row.InstanceName));
  for (const [key, value] of Object.entries(params.tags('Tag'))) {
    tests.push((row) => (value === '' ? Object.hasOwn(row.Tags, key) : row.Tags[key] === value));
  }
  return tests.length === 0 ? undefined : (row) => tests.every((test) => test(row));
}
