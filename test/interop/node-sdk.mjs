// A program of its own on the official Node SDKs: makes a role and reads it back, with nothing but the environment.
import process from 'node:process';
import credentials from '@alicloud/credentials';
import core from '@alicloud/openapi-core';
import ramSdk, { CreateRoleRequest, GetRoleRequest } from '@alicloud/ram20150501';

const { RAM_ENDPOINT: endpoint, ALIBABA_CLOUD_REGION_ID: regionId } = process.env;
const [roleName, assumeRolePolicyDocument] = process.argv.slice(2);

const credential = new credentials.default();
const client = new ramSdk.default(new core.$OpenApiUtil.Config({ credential, endpoint, protocol: 'HTTP', regionId }));

const outcome = (call) =>
  call.then(
    ({ body }) => body.role.toMap(),
    ({ code, statusCode }) => ({ code, statusCode }),
  );

process.stdout.write(
  JSON.stringify({
    missing: await outcome(client.getRole(new GetRoleRequest({ roleName }))),
    created: await outcome(client.createRole(new CreateRoleRequest({ roleName, assumeRolePolicyDocument }))),
    again: await outcome(client.createRole(new CreateRoleRequest({ roleName, assumeRolePolicyDocument }))),
    read: await outcome(client.getRole(new GetRoleRequest({ roleName }))),
  }),
);
