import { expect, it } from 'vitest';
import { proven, serveSandbox } from './served-sandbox.js';

it('Python inside an instance gets credentials of its role, by hand and by the official provider', async () => {
  const sandbox = await serveSandbox();
  const setup = ['--service', 'ecs', '--instance', 'i-bp1sandbox0001', '--instance', 'i-bp1sandbox0005', '--yes'];
  await sandbox.ramrole('setup', 'InteropInside', ...setup);

  // The second one is hardened: it answers nobody without a token.
  for (const [instance, statusWithoutToken] of [
    ['i-bp1sandbox0001', 200],
    ['i-bp1sandbox0005', 403],
  ] as const) {
    const { ALIBABA_CLOUD_ECS_METADATA_DISABLED: disabled, ...inside } = await sandbox.environment(instance);
    expect(disabled).toBeUndefined();
    expect(inside).not.toHaveProperty('ALIBABA_CLOUD_ACCESS_KEY_ID');
    const seen = await sandbox.script('inside-instance.py', {
      ...inside,
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'false',
    });
    expect(seen).toMatchObject({ roleName: 'InteropInside', code: 'Success', statusWithoutToken });
    expect(seen.fields).toEqual([
      'AccessKeyId',
      'AccessKeySecret',
      'Code',
      'Expiration',
      'LastUpdated',
      'SecurityToken',
    ]);
    expect(seen.expiration).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    for (const caller of [seen.byHand, seen.byProvider]) {
      expect(caller.IdentityType).toBe('AssumedRoleUser');
      expect(caller.Arn).toMatch(/^acs:ram::1234567890123456:assumed-role\/InteropInside\//);
    }
  }
  proven('Python urllib', 'metadata token, role name, credentials; STS takes them as the role');
  proven('Python alibabacloud_credentials', 'its ECS provider reads the same metadata service; STS sees the role');
});
