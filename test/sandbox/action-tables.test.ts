import { describe, expect, it } from 'vitest';
import { API_ACTIONS, type ApiActionName, apiAction, type NeededAccess } from '../../src/cloud/actions.js';
import { type ActionRule, ECS_ACTIONS, RAM_ACTIONS, STS_ACTIONS } from '../../src/sandbox/actions.js';

/** Each table names placeholders after what it has at hand; `{InstanceIds}` left out stands for all instances. */
function toTerms(resource: string): string {
  return resource
    .replace('{policyAccount}', '{policyOwner}')
    .replace('{RegionId}', '{region}')
    .replace(/instance\/(?:\{InstanceIds?\}|\*)/, 'instance/…');
}

const rules: Readonly<Record<string, ActionRule>> = { ...RAM_ACTIONS, ...ECS_ACTIONS, ...STS_ACTIONS };

/** What the sandbox asks for an action. */
function askedFor({ action, resources, passRole }: ActionRule) {
  const own = action === undefined ? [] : resources.map((resource) => ({ action, resource }));
  const role = passRole && { action: 'ram:PassRole', resource: `acs:ram:*:{account}:role/{${passRole.parameter}}` };
  return role === undefined ? own : [...own, role];
}

describe('the two tables of actions, written apart', () => {
  it.each(Object.keys(API_ACTIONS) as ApiActionName[])('say the same of %s', (name) => {
    const rule = rules[name];
    if (rule === undefined) throw new Error('the sandbox has no such action');
    const inTerms = (needs: readonly NeededAccess[]) =>
      needs.map(({ action, resource }) => `${action} on ${toTerms(resource)}`);
    expect(inTerms(askedFor(rule))).toEqual(inTerms(apiAction(name).needs));
    expect(rule.write).toBe(apiAction(name).write);
  });
});
