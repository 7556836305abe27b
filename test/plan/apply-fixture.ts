import type { Desired } from '../../src/model/desired-state.js';
import { applyPlan } from '../../src/plan/apply.js';
import type { ApplyOptions, Outcome } from '../../src/plan/apply-options.js';
import type { Journal } from '../../src/plan/journal.js';
import type { Scope } from '../../src/plan/kind.js';
import { makePlan } from '../../src/plan/plan.js';
import { ACCOUNT, type FakeCloud } from './fake-cloud.js';

/** Time that passes only by being slept through. */
export function fakeClock() {
  let now = Date.parse('2026-01-01T00:00:00Z');
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

export function scopeOf(cloud: FakeCloud): Scope {
  return { cloud, account: ACCOUNT };
}

/** A journal that forgets. */
const noJournal: Journal = { path: '', before: async () => 1, after: async () => {}, end: async () => {} };

function optionsFor(cloud: FakeCloud, more: Partial<ApplyOptions> = {}): ApplyOptions {
  return {
    scope: scopeOf(cloud),
    journal: noJournal,
    clock: fakeClock(),
    withLock: (_key, work) => work(),
    ...more,
  };
}

export interface Applied {
  readonly outcomes: readonly Outcome[];
  /** Milliseconds that were waited. */
  readonly waited: number;
}

/** Plans, lets the world move on, and applies. */
export async function apply(
  cloud: FakeCloud,
  desired: readonly Desired[],
  meanwhile: () => void = () => {},
  more: Partial<ApplyOptions> = {},
): Promise<Applied> {
  const options = optionsFor(cloud, more);
  const plan = await makePlan(desired, options.scope);
  meanwhile();
  const started = options.clock.now();
  const outcomes = await applyPlan(plan, options);
  return { outcomes, waited: options.clock.now() - started };
}

export const statuses = ({ outcomes }: Applied) => outcomes.map((outcome) => outcome.status);
export const errors = ({ outcomes }: Applied) => outcomes.flatMap((outcome) => outcome.error ?? []);

export const aRole = (roleName = 'Reader'): Desired => ({ kind: 'role', roleName, services: ['ecs.aliyuncs.com'] });

export const aTrust = (...addServices: string[]): Desired => ({
  kind: 'trust-policy',
  roleName: 'Reader',
  addServices,
});

export const aPolicy = (document: string, policyName = 'Own'): Desired => ({
  kind: 'custom-policy',
  policyName,
  document,
});

export const anAttachment = (name = 'Own', roleName = 'Reader'): Desired => ({
  kind: 'policy-attachment',
  policy: { type: 'Custom', name },
  principal: { type: 'role', name: roleName },
});

export const aGrant = (grantee: string, roleName = 'Reader'): Desired => ({
  kind: 'pass-role',
  roleName,
  grantee: { type: 'user', name: grantee },
  services: ['ecs.aliyuncs.com'],
  condition: 'auto',
});

export const carried = (id: string, region = 'cn-hangzhou', roleName = 'Reader'): Desired => ({
  kind: 'instance-role',
  instance: { kind: 'ecs', id, region },
  roleName,
});

/** An identity policy that allows one action. */
export const allow = (action: string) =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
