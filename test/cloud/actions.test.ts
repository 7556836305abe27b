import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { API_ACTIONS, type ApiActionName, apiAction, fillResource } from '../../src/cloud/actions.js';

const NAMES = Object.keys(API_ACTIONS) as ApiActionName[];

describe('the table of actions', () => {
  it('names every action that an adapter calls, and no other', () => {
    const folder = fileURLToPath(new URL('../../src/cloud/', import.meta.url));
    const source = readdirSync(folder)
      .filter((file) => /^(ram|ecs|sts)/.test(file))
      .map((file) => readFileSync(`${folder}${file}`, 'utf8'))
      .join('\n');
    const called = [...source.matchAll(/(?:call|listAll)\(\s*(?:call, )?'(\w+)'/g)].map(([, name]) => name);
    expect([...new Set(called)].sort()).toEqual([...NAMES].sort());
  });

  it('calls exactly those writes that change something', () => {
    for (const name of NAMES) {
      expect(apiAction(name).write, name).toBe(/^(Create|Update|Attach)/.test(name));
    }
  });

  it('needs ram:PassRole besides the attach itself', () => {
    const { needs } = apiAction('AttachInstanceRamRole');
    expect(needs.map(({ action }) => action)).toEqual([
      'ecs:AttachInstanceRamRole',
      'ecs:AttachInstanceRamRole',
      'ram:PassRole',
    ]);
  });

  it('checks both the holder and the policy of an attachment', () => {
    const values = { UserName: 'alice', PolicyName: 'P', policyOwner: 'system' };
    const resources = apiAction('AttachPolicyToUser').needs.map(({ resource }) => fillResource(resource, values));
    expect(resources).toEqual(['acs:ram:*:*:user/alice', 'acs:ram:*:system:policy/P']);
  });

  const meta = fileURLToPath(new URL('../../../shared/openapi-meta/metadatas/', import.meta.url));
  it.skipIf(!existsSync(meta))('has only actions of the published schema', () => {
    for (const name of NAMES) {
      expect(existsSync(`${meta}${apiAction(name).product.toLowerCase()}/${name}.json`), name).toBe(true);
    }
  });
});
