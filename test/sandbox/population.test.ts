import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/parse/parse.js';
import { defaultSandboxGuesses, sandboxGuesses } from '../../src/sandbox/guesses.js';
import { LocalCloud } from '../../src/sandbox/local-cloud.js';
import { findPolicy, systemPolicyRows } from '../../src/sandbox/policies.js';
import { temporaryFolder } from './sandbox-fixture.js';

function cloud(): LocalCloud {
  return new LocalCloud({ dir: temporaryFolder(), clock: Date });
}

describe('the default population', () => {
  it('holds together: every attachment, membership and carried role exists', () => {
    const { state } = cloud();
    expect(state.attachments.size).toBeGreaterThan(3);
    for (const { PolicyType, PolicyName, Principal } of state.attachments.values()) {
      expect(findPolicy(state, { type: PolicyType, name: PolicyName }), PolicyName).toBeDefined();
      const table = { user: state.users, group: state.groups, role: state.roles }[Principal.type];
      expect(table.has(Principal.name.toLowerCase()), Principal.name).toBe(true);
    }
    for (const { UserName, GroupName } of state.memberships.values()) {
      expect([state.users.has(UserName), state.groups.has(GroupName)]).toEqual([true, true]);
    }
    for (const row of state.instances.values()) {
      if (row.RamRoleName !== '') expect(state.roles.has(row.RamRoleName.toLowerCase()), row.InstanceId).toBe(true);
    }
  });

  it('has documents that the policy engine takes without a problem', () => {
    const { state } = cloud();
    for (const role of state.roles.values()) {
      expect(parsePolicy(role.AssumeRolePolicyDocument, 'trust').problems, role.RoleName).toEqual([]);
    }
    for (const policy of [...state.policies.values(), ...systemPolicyRows()]) {
      for (const version of policy.Versions) {
        expect(parsePolicy(version.PolicyDocument, 'identity').document, policy.PolicyName).toBeDefined();
      }
    }
  });

  it('shows both network types in both regions, with the ids that documents print', () => {
    const rows = [...cloud().state.instances.values()];
    const of = (region: string, type: string) =>
      rows.filter((row) => row.RegionId === region && row.InstanceNetworkType === type).map((row) => row.InstanceId);
    expect(of('cn-hangzhou', 'vpc').length).toBeGreaterThanOrEqual(4);
    expect(of('cn-hangzhou', 'vpc')[0]).toBe('i-bp1sandbox0001');
    expect(of('cn-hangzhou', 'classic')).toEqual(['i-bp1sandbox0009']);
    expect(of('cn-beijing', 'vpc').length).toBe(2);
    expect(of('cn-beijing', 'classic').length).toBe(1);
  });

  it('has other AccessKeys in every folder', () => {
    const ids = [cloud(), cloud()].flatMap(({ state }) => [...state.accessKeys.values()].map((key) => key.AccessKeyId));
    expect(new Set(ids).size).toBe(8);
  });
});

describe('guesses', () => {
  it('have at least two different settings, one of which is the default', () => {
    for (const [name, guess] of Object.entries(sandboxGuesses)) {
      expect(new Set(guess.settings).size, name).toBeGreaterThanOrEqual(2);
      expect(guess.settings as readonly string[], name).toContain(guess.default);
      expect(defaultSandboxGuesses).toHaveProperty(name, guess.default);
    }
    expect(defaultSandboxGuesses.missingConditionKey).toBe('no match');
  });
});
