import { afterEach, describe, expect, it } from 'vitest';
import { outcomeOf } from '../../src/cloud/error-codes.js';
import { CloudError, isNotFound } from '../../src/cloud/errors.js';
import { fromSdkError } from '../../src/cloud/sdk-errors.js';
import { openScripted, type Scripted, SECRET, TOKEN } from './open-scripted.js';
import { apiError, type Reply, type Script } from './scripted-server.js';

let opened: Scripted | undefined;
afterEach(async () => {
  await opened?.server.close();
});

/** The error of one GetRole (a read) or CreateRole (a write) that is answered so, without retries. */
async function failWith(reply: Reply, action: 'GetRole' | 'CreateRole' = 'GetRole', script: Script = {}) {
  opened = await openScripted({ [action]: reply, ...script }, { retry: { attempts: 1, maxDelayMs: 0 } });
  const ram = await opened.cloud.ram();
  const call =
    action === 'GetRole' ? ram.getRole('R') : ram.createRole({ RoleName: 'R', AssumeRolePolicyDocument: '{}' });
  const error: unknown = await call.then(
    () => expect.fail('did not throw'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CloudError)) throw error;
  return error;
}

describe('exit codes', () => {
  it.each([
    [403, 'NoPermission', 3],
    [403, 'Forbidden.RAM', 3],
    [403, 'InvalidUser.PassRoleForbidden', 3],
    [403, 'Inactive', 3],
    [404, 'InvalidAccessKeyId.NotFound', 3],
    [403, 'InvalidAccessKeyId.Inactive', 3],
    [400, 'SignatureDoesNotMatch', 3],
    [400, 'IncompleteSignature', 3],
    [403, 'InvalidSecurityToken.Expired', 3],
    [403, 'InvalidSecurityToken.MismatchWithAccessKey', 3],
    [400, 'MissingSecurityToken', 3],
    [403, 'SecurityTokenExpired', 3],
    [400, 'InvalidTimeStamp.Expired', 3],
    [404, 'EntityNotExist.Role', 4],
    [404, 'EntityNotExist.Policy.Version', 4],
    [404, 'EntityNotExist.Role.Policy', 4],
    [404, 'InvalidInstanceId.NotFound', 4],
    [404, 'InvalidRamRole.NotFound', 4],
    [409, 'EntityAlreadyExists.Role', 5],
    [409, 'DeleteConflict.Role.Policy', 5],
    [409, 'LimitExceeded.Policy.Version', 5],
    [403, 'InvalidNetworkType.MismatchRamRole', 5],
    [404, 'InvalidRamRole.NotEcsRole', 5],
    [401, 'InvalidRamRole.NotEcsRole', 5],
    [400, 'InvalidParameter.RoleName.InvalidChars', 2],
    [400, 'InvalidInstanceIds.Malformed', 2],
    [400, 'MalformedPolicyDocument', 2],
    [400, 'MissingParameter.RegionId', 2],
    [403, 'InvalidParameter.AllEmpty', 2],
    [400, 'Throttling.User', 7],
    [503, 'ServiceUnavailable', 7],
    [500, 'InternalError', 7],
    [404, 'InvalidAction.NotFound', 1],
    [418, 'SomethingNew', 1],
    [403, 'SomethingNew', 3],
    [502, 'SomethingNew', 7],
  ])('%i %s is exit code %i', (status, code, exitCode) => {
    expect(outcomeOf(code, status)).toBe(exitCode);
  });
});

describe('errors of the API, over the wire', () => {
  it('keeps code, status, request id and message', async () => {
    const error = await failWith(apiError(409, 'EntityAlreadyExists.Role', 'The role already exists.'), 'CreateRole');
    expect(error).toMatchObject({
      message: 'RAM CreateRole: The role already exists.',
      product: 'RAM',
      action: 'CreateRole',
      code: 'EntityAlreadyExists.Role',
      statusCode: 409,
      requestId: 'REQ-1',
      apiMessage: 'The role already exists.',
      exitCode: 5,
      throttled: false,
      retryable: false,
      outcomeUnknown: false,
    });
    expect(isNotFound(error)).toBe(false);
  });

  it('a throttled call carries the pause that was asked for, and was not processed', async () => {
    const reply = {
      status: 429,
      body: { Code: 'Throttling.User', Message: 'm', RequestId: 'r' },
      headers: { 'x-acs-retry-after': '1234' },
    };
    expect(await failWith(reply, 'CreateRole')).toMatchObject({
      exitCode: 7,
      throttled: true,
      retryAfterMs: 1234,
      retryable: true,
      outcomeUnknown: false,
    });
  });

  it.each<[string, Reply, string | undefined]>([
    ['HTTP 500', apiError(500, 'InternalError', 'm'), 'InternalError'],
    ['HTTP 503', apiError(503, 'ServiceUnavailable', 'm'), 'ServiceUnavailable'],
    ['an HTML error page', { status: 502, raw: '<html>bad gateway</html>' }, undefined],
    ['an HTML page with HTTP 200', { raw: '<html>log in</html>' }, undefined],
    ['an empty body', { raw: '' }, undefined],
    ['an empty object', { body: {} }, undefined],
    ['null', { raw: 'null' }, undefined],
    ['null with HTTP 500', { status: 500, raw: 'null' }, undefined],
    ['no RequestId', { body: { Role: { RoleName: 'R' } } }, undefined],
    ['no Role', { body: { RequestId: 'r' } }, undefined],
    ['a Role of another shape', { body: { RequestId: 'r', Role: 'R' } }, undefined],
    ['an error without a code', { status: 400, body: { RequestId: 'r' } }, undefined],
    ['a dropped connection', 'reset', 'ECONNRESET'],
  ])('%s leaves the outcome of a write unknown', async (_, reply, code) => {
    const error = await failWith(reply, 'CreateRole');
    expect(error).toMatchObject({ exitCode: 7, outcomeUnknown: true, retryable: true, throttled: false });
    expect(error.code).toBe(code);
    expect(error.message).not.toContain('undefined');
  });

  it('a refused connection was surely not processed', async () => {
    opened = await openScripted({});
    await opened.server.close();
    const call = (await opened.cloud.ram()).createRole({ RoleName: 'R', AssumeRolePolicyDocument: '{}' });
    await expect(call).rejects.toMatchObject({ code: 'ECONNREFUSED', exitCode: 7, outcomeUnknown: false });
    expect(opened.pauses).toHaveLength(4);
  });

  it('silence ends after the read timeout', async () => {
    const timeouts = { connectMs: 50, readMs: 150 };
    opened = await openScripted({ GetRole: 'silence' }, { timeouts, retry: { attempts: 1, maxDelayMs: 0 } });
    const started = Date.now();
    await expect((await opened.cloud.ram()).getRole('R')).rejects.toMatchObject({
      code: 'RequestTimeout',
      exitCode: 7,
      outcomeUnknown: true,
    });
    expect(Date.now() - started).toBeGreaterThanOrEqual(140);
  });

  it('never repeats the string to sign, the secret or the token', async () => {
    const message = `Specified signature does not match our calculation. server string to sign is:POST\nx-acs-security-token:${TOKEN}\n${SECRET}`;
    const error = await failWith(apiError(400, 'SignatureDoesNotMatch', message));
    expect(error.message).toBe('RAM GetRole: Specified signature does not match our calculation.');
    const everything = JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause });
    expect(everything).not.toContain(TOKEN);
    expect(everything).not.toContain(SECRET);
    expect(error.hint).toMatch(/secret/);
  });
});

describe('refusals', () => {
  const detail = {
    AuthAction: 'ram:CreateRole',
    AuthPrincipalDisplayName: 'alice',
    AuthPrincipalType: 'SubUser',
    AuthPrincipalOwnerId: '1',
    NoPermissionType: 'ImplicitDeny',
    PolicyType: 'AccountLevelIdentityBasedPolicy',
    EncodedDiagnosticMessage: 'opaque',
  };

  it('names the action, the resource and the identity of the detail', async () => {
    const message = 'You are not authorized to do this action. Resource: acs:ram:*:1:role/* Action: ram:CreateRole';
    const reply = apiError(403, 'NoPermission', message, { AccessDeniedDetail: detail });
    const error = await failWith(reply, 'CreateRole');
    expect(error.message).toBe('RAM CreateRole: RAM user alice is not allowed ram:CreateRole on acs:ram:*:1:role/*.');
    expect(error.accessDenied).toMatchObject(detail);
    expect(error.hint).toBe('No policy of this identity allows it.');
  });

  it('asks who the caller is, and takes the rest from the table, when the refusal says nothing', async () => {
    const GetCallerIdentity = { body: { RequestId: 'r', AccountId: '1', Arn: 'acs:ram::1:user/bob' } };
    const reply = apiError(403, 'NoPermission', 'You are not authorized to do this action.');
    const error = await failWith(reply, 'GetRole', { GetCallerIdentity });
    expect(error.message).toBe('RAM GetRole: acs:ram::1:user/bob is not allowed ram:GetRole on acs:ram:*:1:role/R.');
  });

  it.each([
    ['acs:ram::1:user/bob', 'user/bob'],
    ['acs:ram::1:assumed-role/deployer/session', 'role/deployer'],
  ])('asks who the caller is when the refusal only has a number: %s', async (Arn, grantee) => {
    const AccessDeniedDetail = { ...detail, AuthAction: 'ram:PassRole', AuthPrincipalDisplayName: '2107' };
    const AttachInstanceRamRole = apiError(403, 'InvalidUser.PassRoleForbidden', 'No.', { AccessDeniedDetail });
    const GetCallerIdentity = { body: { RequestId: 'r', AccountId: '1', Arn } };
    opened = await openScripted({ AttachInstanceRamRole, GetCallerIdentity });
    const call = (await opened.cloud.ecs('cn-hangzhou')).attachInstanceRole('R', ['i-1']);
    await expect(call).rejects.toMatchObject({
      message: `ECS AttachInstanceRamRole: ${Arn} is not allowed ram:PassRole on acs:ram:*:1:role/R.`,
      next: `ramrole setup R --service ecs --pass-role-to ${grantee}`,
    });
  });

  it('still says what was refused when nobody knows who asked', async () => {
    const error = await failWith(apiError(403, 'NoPermission', 'No.'), 'GetRole', { GetCallerIdentity: 'reset' });
    expect(error).toMatchObject({ code: 'NoPermission', exitCode: 3 });
    expect(error.message).toBe('RAM GetRole: the caller is not allowed ram:GetRole on acs:ram:*:*:role/R.');
  });

  it('says when a policy denies explicitly', async () => {
    const AccessDeniedDetail = { ...detail, NoPermissionType: 'ExplicitDeny' };
    const error = await failWith(apiError(403, 'NoPermission', 'No.', { AccessDeniedDetail }), 'CreateRole');
    expect(error.hint).toMatch(/denies it explicitly/);
  });

  it('offers the grant for a missing PassRole', async () => {
    const AttachInstanceRamRole = apiError(
      403,
      'InvalidUser.PassRoleForbidden',
      'The RAM user does not have the privilege to pass a RAM role.',
      {
        AccessDeniedDetail: { ...detail, AuthAction: 'ram:PassRole' },
      },
    );
    const Arn = 'acs:ram::1234567890123456:user/alice';
    const who = { RequestId: 'w', AccountId: '1234567890123456', Arn, IdentityType: 'RAMUser', PrincipalId: '2' };
    opened = await openScripted({ AttachInstanceRamRole, GetCallerIdentity: { body: who } });
    const call = (await opened.cloud.ecs('cn-hangzhou')).attachInstanceRole('EcsReader', ['i-1']);
    await expect(call).rejects.toMatchObject({
      exitCode: 3,
      message: `ECS AttachInstanceRamRole: ${Arn} is not allowed ram:PassRole on acs:ram:*:1234567890123456:role/EcsReader.`,
      next: 'ramrole setup EcsReader --service ecs --pass-role-to user/alice',
    });
    expect(opened.server.seen.map(({ action }) => action)).toEqual(['AttachInstanceRamRole', 'GetCallerIdentity']);
  });
});

describe('errors that never were on the wire', () => {
  const call = { product: 'RAM', action: 'GetRole' };

  it.each([
    [
      Object.assign(new Error('x'), { code: 'ENOTFOUND' }),
      { code: 'ENOTFOUND', retryable: false, outcomeUnknown: false },
    ],
    [
      Object.assign(new Error('x'), { code: 'EAI_AGAIN' }),
      { code: 'EAI_AGAIN', retryable: true, outcomeUnknown: false },
    ],
    [
      Object.assign(new Error('x'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      { exitCode: 7, retryable: false, hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
    ],
    [new Error('socket hang up'), { exitCode: 7, outcomeUnknown: true }],
    [Object.assign(new Error('p'), { code: 'ParameterMissing' }), { exitCode: 1, outcomeUnknown: false }],
    [Object.assign(new Error('p'), { code: 'InvalidCredentials' }), { exitCode: 3 }],
    ['undefined', { exitCode: 7, outcomeUnknown: true }],
    [undefined, { exitCode: 7, outcomeUnknown: true }],
  ])('%s', (error, expected) => {
    expect(fromSdkError(error, call)).toMatchObject(expected);
  });

  it('is a not-found only for the codes that were asked for', () => {
    const missing = new CloudError('m', { ...call, exitCode: 4, code: 'EntityNotExist.Role' });
    expect(isNotFound(missing)).toBe(true);
    expect(isNotFound(missing, 'EntityNotExist.Role')).toBe(true);
    expect(isNotFound(missing, 'EntityNotExist.Policy')).toBe(false);
    expect(isNotFound(new Error('m'))).toBe(false);
  });
});
