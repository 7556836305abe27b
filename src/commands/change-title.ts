import type { Desired } from '../model/desired-state.js';
import type { Change } from '../plan/change.js';

/** What stands between the operation and the target, where the target does not say it all. */
const NOUNS: Record<Desired['kind'], string> = {
  role: '',
  'trust-policy': 'trust policy of ',
  'custom-policy': '',
  'policy-attachment': '',
  'pass-role': 'ram:PassRole on ',
  'instance-role': 'role to ',
};

/** A change in a few words, such as `attach role to i-bp1…@cn-hangzhou`. */
export function changeTitle({ op, kind, target }: Pick<Change, 'op' | 'kind' | 'target'>): string {
  return `${op} ${NOUNS[kind]}${target}`;
}
