import { expect, it } from 'vitest';
import { proven, serveSandbox } from './served-sandbox.js';

it('the official Node SDKs in another process need nothing but the environment', async () => {
  const sandbox = await serveSandbox();
  const trust = JSON.stringify({
    Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['ecs.aliyuncs.com'] } }],
    Version: '1',
  });
  const seen = await sandbox.script('node-sdk.mjs', await sandbox.environment(), 'InteropNode', trust);
  expect(seen.missing).toEqual({ code: 'EntityNotExist.Role', statusCode: 404 });
  expect(seen.again).toEqual({ code: 'EntityAlreadyExists.Role', statusCode: 409 });
  expect(seen.created).toMatchObject({ RoleName: 'InteropNode', AssumeRolePolicyDocument: trust });
  expect(seen.read).toMatchObject(seen.created);

  const shown = await sandbox.ramrole('role', 'show', 'InteropNode');
  expect(JSON.stringify(shown)).toContain(seen.read.RoleId);
  proven('Node RAM SDK', 'CreateRole and GetRole with the environment of `ramrole sandbox env`');
});
