import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callerCredential, staticCredential } from '../../src/cloud/credential.js';
import { NotAuthorizedError } from '../../src/errors.js';

const SECRET = 'hunter2hunter2hunter2';

let home: string;
let server: Server | undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ramrole-home-'));
  // The official chain reads the environment of the real process; nothing of this machine may leak into the tests.
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('ALIBABA_CLOUD_')) vi.stubEnv(name, undefined);
  }
  vi.stubEnv('ALIBABA_CLOUD_ECS_METADATA_DISABLED', 'true');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  server?.close();
  await rm(home, { recursive: true });
});

async function configure(config: object | string): Promise<void> {
  await mkdir(join(home, '.aliyun'));
  await writeFile(join(home, '.aliyun', 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
}

async function failure(get: () => Promise<unknown>): Promise<NotAuthorizedError> {
  const error = await get().then(
    () => expect.fail('did not throw'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NotAuthorizedError)) throw error;
  expect(JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause })).not.toContain(
    SECRET,
  );
  return error;
}

describe('without a profile', () => {
  it('takes the AccessKey of the given environment', async () => {
    const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: SECRET };
    expect(await callerCredential({ env, home }).get()).toEqual({
      accessKeyId: 'id',
      accessKeySecret: SECRET,
      securityToken: undefined,
      source: 'environment',
    });
    const withToken = { ...env, ALIBABA_CLOUD_SECURITY_TOKEN: 'token' };
    expect((await callerCredential({ env: withToken, home }).get()).securityToken).toBe('token');
  });

  it('refuses half an AccessKey', async () => {
    const { get } = callerCredential({ env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: SECRET }, home });
    expect((await failure(get)).where).toBe('ALIBABA_CLOUD_ACCESS_KEY_ID');
  });

  it("falls back to the official chain, which reads the vendor CLI's current profile", async () => {
    await configure({
      current: 'b',
      profiles: [
        { name: 'a', mode: 'AK', access_key_id: 'no', access_key_secret: 'no' },
        { name: 'b', mode: 'StsToken', access_key_id: 'id', access_key_secret: SECRET, sts_token: 'token' },
      ],
    });
    expect(await callerCredential({ env: {}, home }).get()).toEqual({
      accessKeyId: 'id',
      accessKeySecret: SECRET,
      securityToken: 'token',
      source: 'default/cli_profile',
    });
  });

  it('says what was looked at when there is nothing, and quotes no file', async () => {
    await configure(`not JSON, but ${SECRET}`);
    const error = await failure(callerCredential({ env: {}, home }).get);
    expect(error).toMatchObject({ exitCode: 3, message: 'No credentials were found.' });
    expect(error.hint).toContain('--sandbox');
  });
});

describe('with --profile', () => {
  const ak = { name: 'work', mode: 'AK', access_key_id: 'id', access_key_secret: SECRET };
  const get = (profile: string, env = {}) => callerCredential({ env, profile, home }).get;

  it('takes that profile, and not the environment', async () => {
    await configure({ current: 'other', profiles: [ak] });
    const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'env', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'env' };
    expect(await get('work', env)()).toEqual({
      accessKeyId: 'id',
      accessKeySecret: SECRET,
      securityToken: undefined,
      source: 'profile work',
    });
  });

  it('runs the command of an External profile', async () => {
    const script = join(home, 'credential');
    const answer = { mode: 'StsToken', access_key_id: 'ext', access_key_secret: SECRET, sts_token: 't' };
    await writeFile(script, `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`);
    await chmod(script, 0o755);
    await configure({ current: '', profiles: [{ name: 'ext', mode: 'External', process_command: script }] });
    expect(await get('ext')()).toMatchObject({ accessKeyId: 'ext', securityToken: 't' });
  });

  it('asks the URI of a CredentialsURI profile, on this machine or by https only', async () => {
    server = createServer((_, response) => {
      const answer = { Code: 'Success', AccessKeyId: 'uri', AccessKeySecret: SECRET, SecurityToken: 't' };
      response.end(JSON.stringify({ ...answer, Expiration: '2099-01-01T00:00:00Z' }));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const profile = (name: string, uri: string) => ({ name, mode: 'CredentialsURI', credentials_uri: uri });
    await configure({ profiles: [profile('u', `http://127.0.0.1:${port}/`), profile('v', `http://0.0.0.0:${port}/`)] });
    expect(await get('u')()).toMatchObject({ accessKeyId: 'uri', source: 'profile u' });
    expect((await failure(get('v'))).hint).toMatch(/https/);
  });

  it.each(['RamRoleArnWithEcs', 'RsaKeyPair', 'Nonsense'])(
    'refuses mode %s with the line that would work',
    async (mode) => {
      await configure({ profiles: [{ ...ak, mode }] });
      const error = await failure(get('work'));
      expect(error.message).toContain(mode);
      expect(error.next).toMatch(/^aliyun configure --profile work --mode (AK|ChainableRamRoleArn)$/);
    },
  );

  it('refuses a chain whose source cannot work, or that never ends', async () => {
    const chain = (name: string, source_profile: string) => ({ name, mode: 'ChainableRamRoleArn', source_profile });
    await configure({ profiles: [chain('a', 'rsa'), { ...ak, name: 'rsa', mode: 'RsaKeyPair' }, chain('x', 'x')] });
    expect((await failure(get('a'))).message).toContain('RsaKeyPair');
    expect((await failure(get('x'))).message).toContain('refers to itself');
  });

  it('names the profiles that exist', async () => {
    await configure({ profiles: [ak] });
    expect((await failure(get('wrok'))).hint).toBe('There are: work.');
  });

  it('says when there is no configuration, or it is none', async () => {
    expect((await failure(get('work'))).next).toBe('aliyun configure');
    await configure(`{"profiles": ${SECRET}}`);
    expect((await failure(get('work'))).message).toContain('is not a configuration');
  });

  it('hides what a failing command printed', async () => {
    const command = `/bin/sh -c "echo ${SECRET} >&2; exit 1"`;
    await configure({ profiles: [{ name: 'ext', mode: 'External', process_command: command }] });
    expect((await failure(get('ext'))).message).toBe('The profile "ext" yields no credentials.');
  });
});

it('hands out a fixed credential', async () => {
  const credential = { accessKeyId: 'a', accessKeySecret: 's', source: 'test' };
  expect(await staticCredential(credential).get()).toEqual(credential);
});
