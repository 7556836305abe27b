import { add, remove } from '../json/patch.js';
import type { JsonPath } from '../json/path.js';
import { blank } from './entries.js';
import type { LintRule } from './rule.js';

/** NotResource stands only in old pages (cloud-api §6). */
export const deprecatedField: LintRule = {
  id: 'deprecated-field',
  severity: 'warning',
  kinds: ['identity'],
  *find({ document }) {
    for (const [i, { NotResource }] of document.Statement.entries()) {
      if (NotResource === undefined) continue;
      const path = ['Statement', i];
      yield {
        path: [...path, 'NotResource'],
        message: 'Only old pages know NotResource, and the cloud may refuse it. List the resources that are meant.',
        evidence: NotResource,
        fix: {
          summary: 'List the resources instead.',
          edits: [
            remove([...path, 'NotResource']),
            add([...path, 'Resource'], `acs:${blank('Service')}:*:*:${blank('Resource')}`),
          ],
        },
      };
    }
  },
};

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
  *find({ document }) {
    for (const [i, { Condition: condition = {} }] of document.Statement.entries()) {
      for (const [operator, keys] of Object.entries(condition)) {
        for (const [key, values] of Object.entries(keys)) {
          const right = CONDITION_KEYS.find((known) => known !== key && known.toLowerCase() === key.toLowerCase());
          if (right === undefined) continue;
          const path: JsonPath = ['Statement', i, 'Condition', operator];
          yield {
            path: [...path, key],
            message: `The published spelling is ${right}. Whether another one is the same key is not published.`,
            evidence: key,
            ...(!Object.hasOwn(keys, right) && {
              fix: { summary: `Write ${right}.`, edits: [remove([...path, key]), add([...path, right], values)] },
            }),
          };
        }
      }
    }
  },
};
