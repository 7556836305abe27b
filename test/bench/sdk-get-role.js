// The yardstick of bin/dev/bench.js: what a plain script on the official SDK does for one GetRole.
// Environment: the variables that `ramrole sandbox env` prints. Argument: the role's name.
import core from '@alicloud/openapi-core';
import ram from '@alicloud/ram20150501';

const client = new ram.default(
  new core.$OpenApiUtil.Config({
    endpoint: process.env.RAM_ENDPOINT,
    protocol: 'HTTP',
    accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  }),
);
const answer = await client.getRole(new ram.GetRoleRequest({ roleName: process.argv[2] }));
process.stdout.write(`${answer.body.role.roleName}\n`);
