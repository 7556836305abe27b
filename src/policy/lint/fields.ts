import type { DocumentEdit } from '../../model/finding.js';
import type { JsonPath } from '../json/path.js';
import { quote } from '../quote.js';
import { add, blank, remove } from './entries.js';
import type { LintedDocument, LintHit, LintRule } from './rule.js';

const OF_DOCUMENT = ['Version', 'Statement'];
const OF_STATEMENT = ['Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition', 'Principal'];

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

/** A field that was meant, but is not read: a misspelled Condition makes an Allow unconditioned. */
export const misspelledField: LintRule = {
  id: 'misspelled-field',
  severity: 'high',
  kinds: ['identity', 'trust'],
  *find(linted) {
    for (const { key, path, object, known } of strangeFields(linted)) {
      const right = intended(key, known);
      if (right === undefined) continue;
      const rename: DocumentEdit[] = Object.hasOwn(object, right)
        ? [remove([...path, key])]
        : [remove([...path, key]), add([...path, right], object[key])];
      yield {
        path: [...path, key],
        message: `${quote(key)} is not read. It looks like ${right}, which this statement then does without.`,
        evidence: object[key],
        fix: { summary: `Write ${right}.`, edits: rename },
      };
    }
  },
};

/** A field that the language does not have. */
export const unknownField: LintRule = {
  id: 'unknown-field',
  severity: 'info',
  kinds: ['identity', 'trust'],
  *find(linted): Iterable<LintHit> {
    for (const { key, path, object, known } of strangeFields(linted)) {
      if (intended(key, known) !== undefined) continue;
      yield {
        path: [...path, key],
        message: `The policy language has no field ${quote(key)}. It has no effect here, and the cloud may refuse it.`,
        evidence: object[key],
        fix: { summary: 'Take the field out.', edits: [remove([...path, key])] },
      };
    }
  },
};

interface StrangeField {
  readonly key: string;
  readonly path: JsonPath;
  readonly object: Readonly<Record<string, unknown>>;
  readonly known: readonly string[];
}

function strangeFields({ document }: LintedDocument): StrangeField[] {
  const strange = (value: object, path: JsonPath, known: readonly string[]): StrangeField[] => {
    const object = value as Readonly<Record<string, unknown>>;
    return Object.keys(object)
      .filter((key) => !known.includes(key))
      .map((key) => ({ key, path, object, known }));
  };
  return [
    ...strange(document, [], OF_DOCUMENT),
    ...document.Statement.flatMap((statement, i) => strange(statement, ['Statement', i], OF_STATEMENT)),
  ];
}

/** The field that a key is another spelling of: in other letters, in the plural, with a hyphen. */
function intended(key: string, known: readonly string[]): string | undefined {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[-_\s]/g, '')
      .replace(/s$/, '');
  return known.find((field) => plain(field) === plain(key));
}

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
            fix: { summary: `Write ${right}.`, edits: [remove([...path, key]), add([...path, right], values)] },
          };
        }
      }
    }
  },
};
