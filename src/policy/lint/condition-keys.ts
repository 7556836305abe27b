import { distance } from 'fastest-levenshtein';
import { add, remove } from '../json/patch.js';
import type { JsonPath } from '../json/path.js';
import type { LintedDocument, LintHit, LintRule } from './rule.js';

/** Keys with published examples (cloud-api §6); acs:ResourceTag/<key> ends as the tag does. */
const CONDITION_KEYS = [
  'acs:CurrentTime',
  'acs:SecureTransport',
  'acs:SourceIp',
  'acs:MFAPresent',
  'acs:SourceVpc',
  'acs:Service',
  'ram:ServiceName',
  'saml:recipient',
];

/** No source says whether the names of keys ignore case (guess conditionKeyCase). */
export const conditionKeyCase: LintRule = {
  id: 'condition-key-case',
  severity: 'warning',
  kinds: ['identity', 'trust'],
  find: (linted) =>
    strangeKeys(
      linted,
      inOtherLetters,
      (right) => `The published spelling is ${right}. Whether another one is the same key is not published.`,
    ),
};

/** A key that nothing sets: an Allow never applies then, and a Deny never does either. */
export const misspelledConditionKey: LintRule = {
  id: 'misspelled-condition-key',
  severity: 'high',
  kinds: ['identity', 'trust'],
  find: (linted) =>
    strangeKeys(
      linted,
      nearest,
      (right) => `It looks like ${right}. A condition on a key that nothing sets does not hold as it was meant.`,
    ),
};

function inOtherLetters(key: string): string | undefined {
  return CONDITION_KEYS.find((known) => known.toLowerCase() === key.toLowerCase());
}

/** The key that is one or two slips away, the nearest one first. */
function nearest(key: string): string | undefined {
  if (inOtherLetters(key) !== undefined) return undefined;
  const slips = (known: string) => distance(key.toLowerCase(), known.toLowerCase());
  return CONDITION_KEYS.filter((known) => slips(known) <= (known.length < 12 ? 1 : 2)).toSorted(
    (a, b) => slips(a) - slips(b),
  )[0];
}

function* strangeKeys(
  { document }: LintedDocument,
  rightFor: (key: string) => string | undefined,
  message: (right: string) => string,
): Iterable<LintHit> {
  for (const [i, { Condition: condition = {} }] of document.Statement.entries()) {
    for (const [operator, keys] of Object.entries(condition)) {
      const strange = Object.keys(keys)
        .filter((key) => !CONDITION_KEYS.includes(key) && key.length <= MOST_CHARACTERS)
        .flatMap((key) => {
          const right = rightFor(key);
          return right === undefined ? [] : [{ key, right }];
        });
      for (const { key, right } of strange) {
        const alone = !Object.hasOwn(keys, right) && strange.filter((other) => other.right === right).length === 1;
        const path: JsonPath = ['Statement', i, 'Condition', operator];
        yield {
          path: [...path, key],
          message: message(right),
          evidence: key,
          ...(alone && {
            fix: { summary: `Write ${right}.`, edits: [remove([...path, key]), add([...path, right], keys[key])] },
          }),
        };
      }
    }
  }
}

/** No published key is as long. */
const MOST_CHARACTERS = 40;
