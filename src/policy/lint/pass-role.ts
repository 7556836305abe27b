import { parseArn, roleNameOf } from '../../model/arn.js';
import type { DocumentEdit } from '../../model/finding.js';
import { PASS_ROLE } from '../actions.js';
import { add, remove, replace } from '../json/patch.js';
import type { JsonPath } from '../json/path.js';
import { matchAction } from '../match/action.js';
import { toList } from '../one-or-many.js';
import { isPrintedWithoutServiceKey, SERVICE_KEY } from '../service-key.js';
import type { PolicyDocument, Statement } from '../types.js';
import { actionCovers, covers, resourceCovers } from './covers.js';
import { allowsOf, blank, type Entry, entriesOf } from './entries.js';
import { narrowsToServices } from './pass-role-service.js';
import type { LintHit, LintRule } from './rule.js';

/** Whoever may pass every role to a service that it uses holds what the strongest role holds. */
export const passRoleAnyRole: LintRule = {
  id: 'pass-role-any-role',
  severity: 'high',
  kinds: ['identity'],
  *find({ document, account }) {
    for (const { statement, path } of passRoleStatements(document)) {
      if (statement.NotResource !== undefined) yield everyRoleBut(statement, path, account);
      const narrowed = narrowsToServices(statement, document);
      for (const entry of entriesOf(statement.Resource, [...path, 'Resource'])) {
        if (!isAnyRole(entry.value)) continue;
        const owner = parseArn(entry.value)?.account;
        const one = roleOf(owner && owner !== '*' ? owner : account);
        yield {
          path: entry.path,
          severity: narrowed ? 'warning' : undefined,
          message: narrowed
            ? 'Every role that trusts these services may be passed to them, the strongest one included. Name the role.'
            : 'Every role of the account may be passed to every service, the strongest one included. Name the role.',
          evidence: entry.value,
          ...fixOf(statement, 'Name the one role.', () =>
            othersToo(statement)
              ? moveOut(statement, path, { Resource: withOther(statement.Resource, one) })
              : [replace(entry.path, one)],
          ),
        };
      }
    }
  },
};

function everyRoleBut(statement: Statement, path: JsonPath, account: string | undefined): LintHit {
  return {
    path: [...path, 'NotResource'],
    message: 'Every role but these may be passed, also those that are made later. Name the role.',
    evidence: statement.NotResource,
    ...fixOf(statement, 'Name the one role.', () =>
      othersToo(statement)
        ? moveOut(statement, path, { Resource: roleOf(account) })
        : [remove([...path, 'NotResource']), add([...path, 'Resource'], roleOf(account))],
    ),
  };
}

/** acs:Service says to which services a role may be passed. */
export const passRoleAnyService: LintRule = {
  id: 'pass-role-any-service',
  severity: 'warning',
  kinds: ['identity'],
  *find({ document, account, servicesOfRole = () => undefined }) {
    for (const { statement, path } of passRoleStatements(document)) {
      const resources = entriesOf(statement.Resource, [...path, 'Resource']).filter(({ value }) => mayBeRole(value));
      if (resources.length === 0 || resources.some(({ value }) => isAnyRole(value))) continue;
      if (narrowsToServices(statement, document)) continue;
      const services = trustedBy(resources, (resource) => {
        const name = ownRole(resource, account);
        return name === undefined ? undefined : servicesOfRole(name);
      });
      const unpublished = services?.every(isPrintedWithoutServiceKey) ?? false;
      yield {
        path,
        severity: unpublished ? 'info' : undefined,
        message: unpublished
          ? 'The role may be passed to every service that it trusts. No public source says that PAI and DataWorks set acs:Service, so this is the form that their documents print.'
          : 'The role may be passed to every service that it trusts, also to one that is added later. Narrow the statement by acs:Service, unless the role is for PAI or DataWorks, which are not known to set it.',
        evidence: resources.map(({ value }) => value),
        ...fixOf(statement, 'Narrow the statement to the services.', () =>
          narrow(statement, path, services ?? [`${blank('ServiceName')}.aliyuncs.com`]),
        ),
      };
    }
  },
};

/** The one role of this account that a resource names; where the account is not known, of any. */
export function ownRole(resource: string, account: string | undefined): string | undefined {
  const name = roleNameOf(resource);
  const owner = parseArn(resource)?.account;
  const own = account === undefined || owner === '' || owner === '*' || owner === account;
  return name === undefined || /[*?]/.test(name) || !own ? undefined : name;
}

/** Statements that name PassRole; `*` and `ram:*` are the business of rules of their own. */
function passRoleStatements(document: PolicyDocument) {
  return allowsOf(document).filter(({ statement }) =>
    entriesOf(statement.Action, []).some(({ value }) => namesPassRole(value)),
  );
}

function namesPassRole(action: string): boolean {
  return matchAction(action, PASS_ROLE) && !actionCovers(action, 'ram:*');
}

function isAnyRole(resource: string): boolean {
  const arn = parseArn(resource);
  if (arn === undefined) return resourceCovers(resource, 'acs:ram:*:*:role/*');
  // No role has an empty name, so that `?*` is as good as `*`.
  return (
    covers(arn.service, 'ram') &&
    covers(
      arn.relativeId.replace(/[*?]+/g, (run) => (run.includes('*') ? '*' : run)),
      'role/*',
    )
  );
}

function mayBeRole(resource: string): boolean {
  const arn = parseArn(resource);
  return arn !== undefined && covers(arn.service, 'ram') && arn.relativeId.startsWith('role/');
}

/** The services that any of the roles trusts; undefined unless it is known of each. */
function trustedBy(roles: readonly Entry[], servicesOf: (resource: string) => readonly string[] | undefined) {
  const services = roles.map(({ value }) => servicesOf(value));
  if (services.some((one) => one === undefined || one.length === 0)) return undefined;
  return [...new Set(services.flatMap((one) => one ?? []))];
}

function narrow(statement: Statement, path: JsonPath, services: readonly string[]): DocumentEdit[] {
  const { Condition: condition } = statement;
  const key = { [SERVICE_KEY]: services };
  if (othersToo(statement)) {
    const Condition = { ...condition, StringEquals: { ...condition?.StringEquals, ...key } };
    return moveOut(statement, path, { Condition });
  }
  if (condition === undefined) return [add([...path, 'Condition'], { StringEquals: key })];
  if (condition.StringEquals === undefined) return [add([...path, 'Condition', 'StringEquals'], key)];
  return [add([...path, 'Condition', 'StringEquals', SERVICE_KEY], services)];
}

/** True when the statement allows more than the passing of roles, which a narrower statement must not take away. */
function othersToo({ Action: action }: Statement): boolean {
  return toList(action).length > 1;
}

/** Takes PassRole out of a statement and gives it one of its own. */
function moveOut(statement: Statement, path: JsonPath, narrower: Partial<Statement>): DocumentEdit[] {
  const { Resource, Condition } = statement;
  const own = {
    Effect: 'Allow',
    Action: PASS_ROLE,
    ...(Resource !== undefined && { Resource }),
    ...(Condition !== undefined && { Condition }),
    ...narrower,
  };
  const named = entriesOf(statement.Action, [...path, 'Action']).filter(({ value }) => namesPassRole(value));
  // From the end, so that the places in front stay.
  const taken =
    toList(statement.Action).length > named.length ? named.toReversed().map((one) => remove(one.path)) : [remove(path)];
  return [...taken, { op: 'add', path: '/Statement/-', value: own }];
}

/** The roles of a statement with one in the place of those that are too wide. */
function withOther(resources: Statement['Resource'], one: string): string | readonly string[] {
  if (typeof resources === 'string' || resources === undefined) return one;
  return [...new Set(resources.map((resource) => (isAnyRole(resource) ? one : resource)))];
}

/**
 * No fix where PassRole hides in a wildcard such as `ram:*Role`, which stands for other actions too, and where so many
 * roles are named that each finding's copy of them would fill the memory.
 */
function fixOf(
  { Action, Resource }: Statement,
  summary: string,
  edits: () => readonly DocumentEdit[],
): Pick<LintHit, 'fix'> {
  const named = toList(Action).filter(namesPassRole);
  const alone = named.every((action) => !action.includes('*') || /^ram:pass/i.test(action));
  return alone && toList(Resource).length <= 100 ? { fix: { summary, edits: edits() } } : {};
}

function roleOf(account: string | undefined): string {
  return `acs:ram:*:${account ?? blank('AccountId')}:role/${blank('RoleName')}`;
}
