import { parseArn } from '../../model/arn.js';
import { isServicePrincipal } from '../../model/service-principal.js';
import { PRINCIPAL_FIELDS } from '../fields.js';
import { describeType, type JsonNode } from '../json/node.js';
import { replaceOnce } from '../json/patch.js';
import type { JsonPath } from '../json/path.js';
import { quote } from '../quote.js';
import { suggestedService } from '../service-name.js';
import { checkFieldNames, type PlacedString, readStrings, reportPlaceholder } from './fields.js';
import type { ProblemList } from './problem-list.js';

const KINDS: readonly string[] = PRINCIPAL_FIELDS;

/** Checks the Principal of a trust policy. */
export function checkPrincipal(node: JsonNode, path: JsonPath, problems: ProblemList): void {
  if (node.type !== 'object') {
    const hint = 'An object with RAM, Service or Federated should be here';
    problems.fail('type', node, path, `${hint}, not ${describeType(node)}.`);
    return;
  }
  if (!node.members.some(({ key }) => KINDS.includes(key))) {
    problems.add('principal', node, path, 'This names nobody: it has none of RAM, Service and Federated.');
  }
  checkFieldNames(node, KINDS, path, problems);
  for (const { key, value } of node.members) {
    if (!KINDS.includes(key)) continue;
    const entries = readStrings(value, [...path, key], 'principal', problems);
    if (key === 'Service') for (const entry of entries) checkService(entry, entries, problems);
    if (key === 'RAM') for (const entry of entries) checkIdentity(entry, problems);
  }
}

/** `<svc>.aliyuncs.com`, or `<uid>@<svc>.aliyuncs.com` for the service acting for that account. */
function checkService(
  { node, path, isSound }: PlacedString,
  entries: readonly PlacedString[],
  problems: ProblemList,
): void {
  const at = node.value.indexOf('@');
  const account = node.value.slice(0, Math.max(0, at));
  const service = node.value.slice(at + 1);
  if (!isSound) return;
  if (at >= 0 && !/^\d+$/.test(account)) reportPlaceholder(account || '@', node, path, problems);
  if (isServicePrincipal(service)) return;
  const suggestion = suggestedService(service);
  const hint = suggestion === undefined ? 'Services are written <name>.aliyuncs.com.' : `Did you mean ${suggestion}?`;
  const right = suggestion && node.value.slice(0, at + 1) + suggestion;
  problems.add('service-principal', node, path, `${quote(node.value)} is no service principal. ${hint}`, {
    fix:
      right === undefined
        ? undefined
        : {
            summary: `Write ${suggestion}.`,
            edits: [
              replaceOnce(
                path,
                right,
                entries.map((other) => other.node.value),
              ),
            ],
          },
  });
}

function checkIdentity({ node, path, isSound }: PlacedString, problems: ProblemList): void {
  if (!isSound || node.value === '*') return;
  const arn = parseArn(node.value);
  if (arn?.service !== 'ram' || !/^(?:root|(?:user|role)\/[^*?/]+)$/.test(arn.relativeId)) {
    const forms = 'acs:ram::<account>:root, :user/<name> or :role/<name>';
    problems.add('principal', node, path, `${quote(node.value)} is no RAM principal; write ${forms}.`);
    return;
  }
  const known = /^(?:\d+|\*)$/.test(arn.account);
  reportPlaceholder(known ? undefined : arn.account || 'account', node, path, problems);
}
