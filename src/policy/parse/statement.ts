import { parseArn } from '../../model/arn.js';
import { STATEMENT_FIELDS } from '../fields.js';
import { describeType, type JsonNode, type JsonObject, memberOf } from '../json/node.js';
import type { JsonPath } from '../json/path.js';
import { quote } from '../quote.js';
import type { DocumentKind } from '../types.js';
import { checkCondition } from './condition.js';
import { checkFieldNames, missing, oneOf, readStrings, reportPlaceholder } from './fields.js';
import { placeholderAccount } from './placeholders.js';
import { checkPrincipal } from './principal.js';
import type { ProblemList } from './problem-list.js';

/** A Principal there is reported in words of its own. */
const IDENTITY_FIELDS = [...STATEMENT_FIELDS.identity, 'Principal'];

/** Checks one statement of a document. */
export function checkStatement(node: JsonNode, path: JsonPath, kind: DocumentKind, problems: ProblemList): void {
  if (node.type !== 'object') {
    problems.fail('type', node, path, `A statement should be here, not ${describeType(node)}.`);
    return;
  }
  checkFieldNames(node, kind === 'identity' ? IDENTITY_FIELDS : STATEMENT_FIELDS.trust, path, problems);
  checkEffect(node, path, problems);
  const action = oneOf(node, ['Action', 'NotAction'], path, 'action', problems);
  if (action !== undefined) checkActions(action.value, [...path, action.name], problems);
  if (kind === 'identity') checkIdentityFields(node, path, problems);
  else checkTrustFields(node, path, problems);
  const condition = memberOf(node, 'Condition');
  if (condition !== undefined) checkCondition(condition.value, [...path, 'Condition'], problems);
}

function checkEffect(statement: JsonObject, path: JsonPath, problems: ProblemList): void {
  const effect = memberOf(statement, 'Effect')?.value;
  if (effect === undefined) {
    problems.fail('effect', statement, path, missing('Effect', statement));
  } else if (effect.type !== 'string') {
    problems.fail(
      'type',
      effect,
      [...path, 'Effect'],
      `"Allow" or "Deny" should be here, not ${describeType(effect)}.`,
    );
  } else if (effect.value !== 'Allow' && effect.value !== 'Deny') {
    const text = `${quote(effect.value)} is no effect; write "Allow" or "Deny".`;
    problems.fail('effect', effect, [...path, 'Effect'], text);
  }
}

/** `<service>:<operation>` with wildcards, or `*`. */
function checkActions(node: JsonNode, path: JsonPath, problems: ProblemList): void {
  for (const { node: action, path: actionPath, isSound } of readStrings(node, path, 'action', problems)) {
    if (!isSound || /^[^\s:,]+:[^\s,]+$/.test(action.value) || /^[^\s:,]*\*[^\s:,]*$/.test(action.value)) continue;
    problems.add('action', action, actionPath, `${quote(action.value)} is no action; write service:Operation.`);
  }
}

/** `acs:<service>:<region>:<account>:<relative-id>` with wildcards, or `*`. */
function checkResources(node: JsonNode, path: JsonPath, problems: ProblemList): void {
  for (const { node: resource, path: resourcePath, isSound } of readStrings(node, path, 'resource', problems)) {
    if (!isSound) continue;
    if (!canMatch(resource.value)) {
      const message = `${quote(resource.value)} matches nothing; write acs:<service>:<region>:<account>:<relative-id>.`;
      problems.add('resource', resource, resourcePath, message);
      continue;
    }
    reportPlaceholder(placeholderAccount(parseArn(resource.value)?.account ?? ''), resource, resourcePath, problems);
  }
}

/** False when no ARN could match: a `*` stands for any of its fields. */
function canMatch(pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return parseArn(pattern) !== undefined;
  const [beginning = ''] = pattern.split(/[*?]/);
  return beginning.startsWith('acs:') || 'acs:'.startsWith(beginning);
}

function checkIdentityFields(statement: JsonObject, path: JsonPath, problems: ProblemList): void {
  const resource = oneOf(statement, ['Resource', 'NotResource'], path, 'resource', problems);
  if (resource !== undefined) checkResources(resource.value, [...path, resource.name], problems);
  const principal = memberOf(statement, 'Principal');
  if (principal === undefined) return;
  const at = { start: principal.keyStart };
  problems.fail('principal', at, [...path, 'Principal'], 'Only trust policies have a Principal.');
}

function checkTrustFields(statement: JsonObject, path: JsonPath, problems: ProblemList): void {
  const principal = memberOf(statement, 'Principal');
  if (principal === undefined) problems.fail('principal', statement, path, missing('Principal', statement));
  else checkPrincipal(principal.value, [...path, 'Principal'], problems);
}
