import type { Missing, NearMatch } from '../../policy/evaluate/near-matches.js';
import type { ConditionValue, Reason } from '../../policy/types.js';

/** `custom/Dev v2 Statement[1], through group/developers`. */
export function reasonText({ policy, version, attachedTo, statement }: Reason): string {
  const name = version === undefined ? policy : `${policy} ${version}`;
  const through = attachedTo === undefined ? '' : `, through ${attachedTo}`;
  return `${name} Statement[${statement}]${through}`;
}

/** What a statement would have done, and what kept it from it. */
export function nearMatchText(near: NearMatch): string {
  const would = near.effect === 'Allow' ? 'would allow it' : 'would deny it';
  return `${reasonText(near)}: ${would}, but ${near.missing.map(missingText).join(', and ')}`;
}

function missingText(missing: Missing): string {
  switch (missing.part) {
    case 'action':
      return missing.except ? `it leaves out ${list(missing.written)}` : `it speaks of ${list(missing.written)}`;
    case 'resource':
      return missing.except ? `it leaves out ${list(missing.written)}` : `it is for ${list(missing.written)}`;
    case 'principal':
      return `it names ${list(Object.values(missing.written).flat())}`;
    case 'condition': {
      const is = missing.actual === undefined ? 'is not in the request' : `is ${list(missing.actual)}`;
      return `${missing.key} ${is} (${missing.operator} ${list(missing.wanted)})`;
    }
  }
}

/** The first few of what may be many. */
function list(values: readonly ConditionValue[]): string {
  const shown = values.slice(0, 4).join(', ');
  return values.length > 4 ? `${shown} and ${values.length - 4} more` : shown || 'nothing';
}
