import { expect, it } from 'vitest';
import { proven, serveSandbox } from './served-sandbox.js';

/** As somebody's tool wrote it: own spacing, key order, a field nobody knows, a number no double can hold. */
const TRUST = `{
   "Statement": [
      {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"Service": ["dataworks.aliyuncs.com"]}},
      { "Action": "sts:AssumeRole", "Effect": "Allow",
        "Principal": { "Service": [ "fc.aliyuncs.com" ] },
        "Condition": { "IpAddress": { "acs:SourceIp": "10.0.0.0/8" } } },
      {
         "Review": { "By": "s\\u00e9curit\\u00e9", "Ticket": 123456789012345678901234567890, "Closed": null },
         "Effect": "Allow",
         "Action": [ "sts:AssumeRole" ],
         "Principal": { "RAM": "acs:ram::1234567890123456:user/alice" }
      },
      {"Effect": "Allow", "Principal": {"Service": ["oos.aliyuncs.com"]}, "Action": "sts:AssumeRole"}
   ],
   "Version": "1"
}
`;
const ADDED = ', "ecs.aliyuncs.com"';

const ROLE = {
  RoleName: 'KeptAsItWas',
  AssumeRolePolicyDocument: TRUST,
  Description: 'Zugriff für „Berichte“ & <Archive> + 100 %',
  MaxSessionDuration: 43200,
  Tag: [
    { Key: 'team', Value: 'data & ml' },
    { Key: 'kostenstelle', Value: '4711' },
  ],
};

it('setup adds one service to a role that Python made, and Python finds all the rest identical', async () => {
  const sandbox = await serveSandbox();
  const admin = await sandbox.environment();
  const read = async () => ({
    role: (await sandbox.python(admin, 'ram', 'GetRole', { RoleName: ROLE.RoleName })).body?.Role,
    tags: await tags(),
  });
  const tags = async () => {
    const asked = { ResourceType: 'role', ResourceNames: [ROLE.RoleName] };
    const { body } = await sandbox.python(admin, 'ram', 'ListTagResources', asked);
    return body?.TagResources;
  };
  const setup = () => sandbox.ramrole('setup', ROLE.RoleName, '--service', 'ecs', '--yes');

  expect(await sandbox.python(admin, 'ram', 'CreateRole', ROLE)).not.toHaveProperty('error');
  const before = await read();
  expect(before.role).toMatchObject({ AssumeRolePolicyDocument: TRUST, MaxSessionDuration: 43200 });
  expect(before.role.Description).toBe(ROLE.Description);
  expect(before.tags).toHaveLength(2);

  expect(await setup()).toMatchObject({ changes: [{ kind: 'trust-policy', op: 'update', status: 'done' }] });
  const after = await read();
  const { AssumeRolePolicyDocument: text, UpdateDate: _, ...rest } = after.role;
  const { AssumeRolePolicyDocument: __, UpdateDate: ___, ...restBefore } = before.role;
  expect(rest).toEqual(restBefore);
  expect(after.tags).toEqual(before.tags);

  expect(text.split(ADDED)).toHaveLength(2);
  expect(text.replace(ADDED, '')).toBe(TRUST);
  const document = JSON.parse(TRUST);
  document.Statement[3].Principal.Service.push('ecs.aliyuncs.com');
  expect(JSON.parse(text)).toEqual(document);

  expect((await setup()).changes).toEqual([]);
  expect(await read()).toEqual(after);
  proven('Python RAM SDK', 'a role of its own is identical after `ramrole setup`, except one principal');
});
