import { parseArn } from '../../model/arn.js';
import type { DocumentEdit } from '../../model/finding.js';
import { SERVICES } from '../../model/service-principal.js';
import { toList } from '../condition/condition.js';
import { add, remove, replace } from '../json/patch.js';
import type { JsonPath } from '../json/path.js';
import { matchAction } from '../match/action.js';
import type { Statement } from '../types.js';
import { covers, coversAction, coversResource } from './covers.js';
import { allowsOf, blank, type Entry, entriesOf } from './entries.js';
import type { LintRule } from './rule.js';

/** Whoever may pass every role to a service that it uses holds what the strongest role holds. */
export const passRoleAnyRole: LintRule = {
  id: 'pass-role-any-role',
  severity: 'high',
  kinds: ['identity'],
  *find({ document, account }) {
    for (const { statement, path } of passRoleStatements(document)) {
      for (const entry of entriesOf(statement.Resource, [...path, 'Resource'])) {
        if (!isAnyRole(entry.value)) continue;
        const narrowed = namesService(statement);
        const owner = parseArn(entry.value)?.account;
        const of = owner && owner !== '*' ? owner : (account ?? blank('AccountId'));
        yield {
          path: entry.path,
          severity: narrowed ? 'warning' : undefined,
          message: narrowed
            ? 'Every role that trusts these services may be passed to them, the strongest one included. Name the role.'
            : 'Every role of the account may be passed to every service, the strongest one included. Name the role.',
          evidence: entry.value,
          fix: {
            summary: 'Name the one role.',
            edits: othersToo(statement)
              ? moveOut(statement, path, { Resource: roleOf(of) })
              : [replace(entry.path, roleOf(of))],
          },
        };
      }
    }
  },
};

/** acs:Service says to which services a role may be passed. */
export const passRoleAnyService: LintRule = {
  id: 'pass-role-any-service',
  severity: 'warning',
  kinds: ['identity'],
  *find({ document, servicesOfRole }) {
    for (const { statement, path } of passRoleStatements(document)) {
      const resources = entriesOf(statement.Resource, [...path, 'Resource']).filter(({ value }) => mayBeRole(value));
      if (namesService(statement) || resources.length === 0 || resources.some(({ value }) => isAnyRole(value)))
        continue;
      const services = trustedBy(resources, servicesOfRole);
      const unpublished = services?.every((service) => UNPUBLISHED.has(service)) ?? false;
      yield {
        path,
        severity: unpublished ? 'info' : undefined,
        message: unpublished
          ? 'The role may be passed to every service that it trusts. No public source says that PAI and DataWorks set acs:Service, so this is the form that their documents print.'
          : 'The role may be passed to every service that it trusts, also to one that is added later. Narrow the statement by acs:Service, unless the role is for PAI or DataWorks, which are not known to set it.',
        evidence: resources.map(({ value }) => value),
        fix: {
          summary: 'Narrow the statement to the services.',
          edits: narrow(statement, path, services ?? [`${blank('ServiceName')}.aliyuncs.com`]),
        },
      };
    }
  },
};

const UNPUBLISHED: ReadonlySet<string> = new Set([SERVICES.pai, SERVICES.dataworks]);

/** Statements that name PassRole; `*` and `ram:*` are the business of rules of their own. */
function passRoleStatements(document: Parameters<typeof allowsOf>[0]) {
  return allowsOf(document).filter(({ statement }) =>
    entriesOf(statement.Action, []).some(({ value }) => namesPassRole(value)),
  );
}

function namesPassRole(action: string): boolean {
  return matchAction(action, 'ram:PassRole') && !coversAction(action, 'ram:*');
}

function isAnyRole(resource: string): boolean {
  const arn = parseArn(resource);
  if (arn === undefined) return coversResource(resource, 'acs:ram:*:*:role/*');
  return covers(arn.service, 'ram') && covers(arn.relativeId, 'role/*');
}

function mayBeRole(resource: string): boolean {
  const arn = parseArn(resource);
  return arn?.service === 'ram' && arn.relativeId.startsWith('role/');
}

function namesService({ Condition: condition = {} }: Statement): boolean {
  return Object.entries(condition).some(
    ([operator, keys]) => !/Not/.test(operator) && Object.hasOwn(keys, 'acs:Service'),
  );
}

/** The services that any of the roles trusts; undefined unless it is known of each. */
function trustedBy(
  roles: readonly Entry[],
  servicesOfRole: (name: string) => readonly string[] | undefined = () => undefined,
) {
  const services = roles.map(({ value }) => servicesOfRole(value.slice(value.indexOf('role/') + 'role/'.length)));
  if (services.some((one) => one === undefined || one.length === 0)) return undefined;
  return [...new Set(services.flatMap((one) => one ?? []))];
}

function narrow(statement: Statement, path: JsonPath, services: readonly string[]): DocumentEdit[] {
  const { Condition: condition } = statement;
  const key = { 'acs:Service': services };
  if (othersToo(statement)) {
    const Condition = { ...condition, StringEquals: { ...condition?.StringEquals, ...key } };
    return moveOut(statement, path, { Condition });
  }
  if (condition === undefined) return [add([...path, 'Condition'], { StringEquals: key })];
  if (condition.StringEquals === undefined) return [add([...path, 'Condition', 'StringEquals'], key)];
  return [add([...path, 'Condition', 'StringEquals', 'acs:Service'], services)];
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
    Action: 'ram:PassRole',
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

function roleOf(account: string): string {
  return `acs:ram:*:${account}:role/${blank('RoleName')}`;
}
