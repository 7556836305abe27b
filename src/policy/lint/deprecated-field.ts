import { add, remove } from '../json/patch.js';
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
