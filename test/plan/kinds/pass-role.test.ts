import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConflictError } from '../../../src/errors.js';
import { checkPolicyName } from '../../../src/model/name.js';
import type { Principal } from '../../../src/model/principal.js';
import { grantPolicyName } from '../../../src/plan/kinds/pass-role.js';
import { makePlan } from '../../../src/plan/plan.js';
import { aGrant, allow, apply, scopeOf, statuses } from '../apply-fixture.js';
import { ACCOUNT, FakeCloud } from '../fake-cloud.js';

const ALICE = grantPolicyName({ type: 'user', name: 'alice' });

/** A grant policy that names this many roles already, one statement each. */
function grants(count: number, indent: number | undefined): string {
  const Statement = Array.from({ length: count }, (_, n) => ({
    Effect: 'Allow',
    Action: 'ram:PassRole',
    Resource: `acs:ram:*:${ACCOUNT}:role/Role${String(n).padStart(3, '0')}`,
    Condition: { StringEquals: { 'acs:Service': ['ecs.aliyuncs.com'] } },
  }));
  return JSON.stringify({ Version: '1', Statement }, null, indent);
}

describe('the name of a grant policy', () => {
  it('tells principals apart whose names only differ in what a policy name cannot hold', () => {
    const principals: Principal[] = [
      { type: 'user', name: 'a.b' },
      { type: 'user', name: 'a-b' },
      { type: 'user', name: 'a_b' },
      { type: 'user', name: 'a@b' },
      { type: 'group', name: 'a-b' },
      { type: 'role', name: 'a-b' },
      { type: 'user', name: 'role-a-b' },
      { type: 'user', name: `${'x'.repeat(64)}1` },
      { type: 'user', name: `${'x'.repeat(64)}2` },
    ];
    expect(new Set(principals.map((one) => grantPolicyName(one).toLowerCase())).size).toBe(principals.length);
  });

  it('is valid, stable, and one grantee’s alone', () => {
    const name = fc.string({ unit: fc.constantFrom(...'aAbBzZ019.-_@'), minLength: 1, maxLength: 128 });
    const principal = fc.record({ type: fc.constantFrom('user', 'group', 'role'), name }) as fc.Arbitrary<Principal>;
    fc.assert(
      fc.property(principal, principal, (one, other) => {
        expect(checkPolicyName(grantPolicyName(one), 'NAME').length).toBeLessThanOrEqual(128);
        // RAM compares names without regard to case, so the same grantee in capitals has the same policy.
        const same = one.type === other.type && one.name.toLowerCase() === other.name.toLowerCase();
        expect(grantPolicyName(one).toLowerCase() === grantPolicyName(other).toLowerCase()).toBe(same);
        const capitals = { ...one, name: one.name.toUpperCase() };
        expect(grantPolicyName(capitals).toLowerCase()).toBe(grantPolicyName(one).toLowerCase());
      }),
    );
  });
});

describe('a grant policy that grows', () => {
  it('loses its white space before it is called too long', async () => {
    const cloud = new FakeCloud();
    const pretty = grants(20, 2);
    expect(pretty.length).toBeLessThan(6144);
    cloud.putPolicy(ALICE, pretty);
    for (const role of ['New1', 'New2', 'New3', 'New4']) {
      expect(statuses(await apply(cloud, [aGrant('alice', role)]))).toEqual(['done']);
      expect(cloud.documentOf(ALICE).length).toBeLessThanOrEqual(6144);
    }
    expect(JSON.parse(cloud.documentOf(ALICE)).Statement).toHaveLength(24);
    expect(cloud.documentOf(ALICE)).not.toContain('\n');
  });

  it('is refused before any write when it is too long even so', async () => {
    const cloud = new FakeCloud();
    const full = Array.from({ length: 60 }, (_, n) => grants(n, undefined)).findLast((text) => text.length <= 6144);
    cloud.putPolicy(ALICE, full ?? '');
    const plan = makePlan([aGrant('alice', 'OneTooMany')], scopeOf(cloud));
    await expect(plan).rejects.toBeInstanceOf(ConflictError);
    await expect(plan).rejects.toMatchObject({ exitCode: 5, message: expect.stringMatching(/\d{4} characters; 6144/) });
    expect(cloud.writes).toEqual([]);
  });

  it('keeps a statement of somebody else that is in it', async () => {
    const cloud = new FakeCloud();
    cloud.putPolicy(ALICE, allow('oss:Get*'));
    expect(statuses(await apply(cloud, [aGrant('alice')]))).toEqual(['done']);
    const { Statement } = JSON.parse(cloud.documentOf(ALICE));
    expect(Statement[0]).toEqual(JSON.parse(allow('oss:Get*')).Statement[0]);
    expect(Statement[1]).toMatchObject({ Action: 'ram:PassRole', Resource: `acs:ram:*:${ACCOUNT}:role/Reader` });
  });
});
