import { expect, it } from 'vitest';
import { as, ram } from '../sandbox/sandbox-fixture.js';
import { openWorld } from './harness.js';

const SETUP = ['setup', 'Versioned', '--service', 'ecs', '--policy-document', '-', '--policy-name', 'Own'];

function document(version: number): string {
  const Statement = [{ Effect: 'Allow', Action: `oss:Get${version}`, Resource: '*' }];
  return JSON.stringify({ Version: '1', Statement });
}

it('rotates the oldest version that is not the default out at the sixth, and says so in the plan', async () => {
  const world = await openWorld();
  const client = (await as(world.sandbox)).ram;
  const versions = async () => {
    const request = new ram.ListPolicyVersionsRequest({ policyName: 'Own', policyType: 'Custom' });
    const { body } = await client.listPolicyVersions(request);
    return (body?.policyVersions?.policyVersion ?? []).map((version) => version.versionId).toSorted();
  };
  for (const version of [1, 2, 3, 4, 5]) {
    const run = await world.run([...SETUP, '--yes'], { stdin: document(version) });
    expect(run.exitCode).toBe(0);
    expect(run.stderr).not.toContain('cannot come back');
  }
  expect(await versions()).toEqual(['v1', 'v2', 'v3', 'v4', 'v5']);
  // v1 is the default again: it stays, and v2 is the one to go.
  await client.setDefaultPolicyVersion(new ram.SetDefaultPolicyVersionRequest({ policyName: 'Own', versionId: 'v1' }));

  const notice = 'custom/Own has 5 versions: v2, the oldest that is not the default, is deleted and cannot come back.';
  const plan = await world.run([...SETUP, '--dry-run', '-o', 'json'], { stdin: document(6) });
  expect(plan.json.changes[0]).toMatchObject({ op: 'update', before: { DefaultVersion: 'v1' }, notices: [notice] });
  const run = await world.run([...SETUP, '--yes'], { stdin: document(6) });
  expect(run.stderr).toContain(`! ${notice}`);
  expect(run.exitCode).toBe(0);
  expect(await versions()).toEqual(['v1', 'v3', 'v4', 'v5', 'v6']);
});

it('refuses a document that is longer than RAM takes before anything is written', async () => {
  const world = await openWorld();
  const Resource = Array.from({ length: 300 }, (_, n) => `acs:oss:*:*:bucket-${n}`);
  const stdin = JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'oss:Get*', Resource }] });
  expect(stdin.length).toBeGreaterThan(6144);
  const run = await world.run([...SETUP, '--yes'], { stdin });
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain(String(stdin.length));
  expect(run.stderr).toContain('6144');
  expect(await world.writes()).toEqual([]);
});
