import { isServicePrincipal } from '../../model/service-principal.js';
import { PASS_ROLE } from '../actions.js';
import { replaceOnce } from '../json/patch.js';
import { matchAction } from '../match/action.js';
import { toList } from '../one-or-many.js';
import { findPlaceholder } from '../parse/placeholders.js';
import { SERVICE_KEY } from '../service-key.js';
import { suggestedService } from '../service-name.js';
import type { PolicyDocument, Statement } from '../types.js';
import { covers, resourceCovers } from './covers.js';
import { entriesOf } from './entries.js';
import type { LintRule } from './rule.js';

/** A value of acs:Service that is no service principal: the condition never speaks of the service that was meant. */
export const passRoleServiceName: LintRule = {
  id: 'pass-role-service-name',
  severity: 'high',
  kinds: ['identity'],
  *find({ document }) {
    for (const [i, { Condition: condition = {} }] of document.Statement.entries()) {
      for (const [operator, keys] of Object.entries(condition)) {
        const values = Object.hasOwn(keys, SERVICE_KEY) ? toList(keys[SERVICE_KEY]).map(String) : [];
        const path = ['Statement', i, 'Condition', operator, SERVICE_KEY];
        for (const entry of entriesOf(Array.isArray(keys[SERVICE_KEY]) ? values : values[0], path)) {
          const value = /IgnoreCase$/.test(operator) ? entry.value.toLowerCase() : entry.value;
          if (isServicePrincipal(value) || findPlaceholder(value, 'condition value')) continue;
          if (/Like$/.test(operator) && /[*?]/.test(entry.value)) continue;
          const right = suggestedService(entry.value);
          yield {
            path: entry.path,
            message: `No service sets acs:Service to this. ${right === undefined ? 'Services are written <name>.aliyuncs.com.' : `Did you mean ${right}?`}`,
            evidence: entry.value,
            ...(right !== undefined && {
              fix: {
                summary: `Write ${right}.`,
                edits: [replaceOnce(entry.path, right, values)],
              },
            }),
          };
        }
      }
    }
  },
};

/** True when a statement lets roles be passed to some services only, by its own condition or by a Deny of the others. */
export function narrowsToServices(statement: Statement, { Statement: statements }: PolicyDocument): boolean {
  if (Object.entries(statement.Condition ?? {}).some(([operator, keys]) => namesServices(operator, keys))) return true;
  const denies = statements.filter(({ Effect }) => Effect === 'Deny').slice(0, MOST_DENIES);
  return denies.some((deny) => deniesOtherServices(deny, statement));
}

/** More than a document of the allowed length holds; each is compared with each PassRole statement. */
const MOST_DENIES = 100;

function namesServices(operator: string, keys: Readonly<Record<string, unknown>>): boolean {
  return !/Not/.test(operator) && Object.hasOwn(keys, SERVICE_KEY) && !namesEveryService(operator, keys);
}

/** True when one of the values stands for every service. */
function namesEveryService(operator: string, keys: Readonly<Record<string, unknown>>): boolean {
  const values = [keys[SERVICE_KEY]].flat().map(String);
  return /Like$/.test(operator) && values.some((value) => covers(value, '*.aliyuncs.com'));
}

function deniesOtherServices({ Action, Resource, Condition = {} }: Statement, allowed: Statement): boolean {
  const [[operator, keys] = ['', {}], ...others] = Object.entries(Condition);
  if (!/^StringNot/.test(operator) || others.length > 0) return false;
  if (Object.keys(keys).length !== 1 || !Object.hasOwn(keys, SERVICE_KEY)) return false;
  if (namesEveryService(operator, keys)) return false;
  return (
    toList(Action).some((action) => matchAction(action, PASS_ROLE)) &&
    toList(allowed.Resource).every((one) => toList(Resource).some((wide) => resourceCovers(wide, one)))
  );
}
