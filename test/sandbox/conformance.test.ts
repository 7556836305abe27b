import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type ActionRule, ECS_ACTIONS, RAM_ACTIONS, STS_ACTIONS } from '../../src/sandbox/actions.js';
import { ApiError } from '../../src/sandbox/api-error.js';
import type { Call } from '../../src/sandbox/call.js';
import { LocalCloud } from '../../src/sandbox/local-cloud.js';
import { Params } from '../../src/sandbox/params.js';
import { ecsHandlers } from '../../src/sandbox/services/ecs/index.js';
import { ramHandlers } from '../../src/sandbox/services/ram/index.js';
import { stsHandlers } from '../../src/sandbox/services/sts/index.js';
import { SAMPLES } from './conformance-samples.js';
import { temporaryFolder } from './sandbox-fixture.js';

/** The API schema as data, kept beside the checkout. */
const META = fileURLToPath(new URL('../../../shared/openapi-meta/en-US/', import.meta.url));

const PRODUCTS = {
  ram: { rules: RAM_ACTIONS, handlers: ramHandlers },
  sts: { rules: STS_ACTIONS, handlers: stsHandlers },
  ecs: { rules: ECS_ACTIONS, handlers: ecsHandlers },
};

/** Notes which parameters a handler looks at. */
class NotingParams extends Params {
  readonly seen: Set<string>;

  constructor(pairs: Iterable<readonly [string, string]>, seen: Set<string>) {
    super(pairs);
    this.seen = seen;
  }

  override get(name: string) {
    this.seen.add(name);
    return super.get(name);
  }
  override text(name: string) {
    this.seen.add(name);
    return super.text(name);
  }
  override integer(name: string) {
    this.seen.add(name);
    return super.integer(name);
  }
  override jsonList(name: string) {
    this.seen.add(name);
    return super.jsonList(name);
  }
  override tags(name: string) {
    this.seen.add(name);
    return super.tags(name);
  }
}

interface Schema {
  readonly parameters: readonly { readonly name: string; readonly required?: boolean }[];
}

it('has a sample call of every action that it serves', () => {
  const served = Object.entries(PRODUCTS).flatMap(([product, { rules }]) =>
    Object.keys(rules).map((name) => `${product}/${name}`),
  );
  expect([...new Set(SAMPLES.map(([action]) => action))].sort()).toEqual(served.sort());
});

/** Walks all actions through one cloud, each in a state where it succeeds, so that every parameter is looked at. */
it.skipIf(!existsSync(META))('looks at the parameters that the published schema names, and at no others', () => {
  const cloud = new LocalCloud({ dir: temporaryFolder(), clock: Date });
  const seen = new Map<string, Set<string>>();
  for (const [action, sample] of SAMPLES) {
    const [product, name] = action.split('/') as [keyof typeof PRODUCTS, string];
    const { rules, handlers } = PRODUCTS[product];
    const names = seen.get(action) ?? new Set<string>();
    seen.set(action, names);
    for (const [, used] of rule(rules, name)
      .resources.join()
      .matchAll(/\{([A-Z]\w+)\}/g))
      names.add(used as string);
    const params = new NotingParams(Object.entries(withRealKey(cloud, sample)), names);
    try {
      cloud.transact(() => (handlers as Record<string, (call: Call) => object>)[name]?.(callOf(cloud, params)));
    } catch (error) {
      throw error instanceof ApiError ? new Error(`${action}: ${error.code} ${error.message}`) : error;
    }
  }
  const unknown: string[] = [];
  const unread: string[] = [];
  for (const [action, names] of seen) {
    const schema = JSON.parse(readFileSync(`${META}${action}.json`, 'utf8')) as Schema;
    const published = new Set(schema.parameters.map((parameter) => parameter.name));
    unknown.push(...[...names].filter((name) => !published.has(name)).map((name) => `${action} ${name}`));
    for (const { name, required } of schema.parameters) {
      if (required === true && !names.has(name)) unread.push(`${action} ${name}`);
    }
  }
  cloud.close();
  expect(unknown).toEqual([]);
  expect(unread).toEqual([]);
});

/** AccessKeys have random ids: `sample` stands for bob's. */
function withRealKey(cloud: LocalCloud, sample: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (sample.UserAccessKeyId === undefined) return sample;
  return { ...sample, UserName: 'bob', UserAccessKeyId: cloud.state.keysOfUser.of('bob')[0]?.AccessKeyId ?? '' };
}

function rule(rules: Readonly<Record<string, ActionRule>>, name: string): ActionRule {
  return rules[name] as ActionRule;
}

function callOf(cloud: LocalCloud, params: Params): Call {
  const { state, guesses } = cloud;
  const account = state.owner.AccountId;
  const user = state.users.get('admin');
  if (user === undefined) throw new Error('no administrator');
  const caller = { kind: 'user', arn: `acs:ram::${account}:user/admin`, user } as const;
  return { params, state, account, caller, now: cloud.now(), guesses };
}
