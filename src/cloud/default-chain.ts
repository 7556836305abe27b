import { NotAuthorizedError } from '../errors.js';
import type { CallerCredentialProvider } from './credential-provider.js';
import { commonJs } from './sdk.js';

/**
 * The official default chain of @alicloud/credentials 2.4.7: environment, OIDC, `~/.aliyun/config.json`,
 * `~/.alibabacloud/credentials`, the ECS metadata service, ALIBABA_CLOUD_CREDENTIALS_URI. It reads the environment of
 * the real process, and waits two seconds for a metadata service that is not there (set
 * ALIBABA_CLOUD_ECS_METADATA_DISABLED=true to skip it; the library offers no other way to cancel that).
 */
export async function defaultChainCredential(home: string): Promise<CallerCredentialProvider> {
  const { DefaultCredentialsProvider } = commonJs(await import('@alicloud/credentials'));
  const chain = DefaultCredentialsProvider.builder().build();
  moveHome(chain, home);
  return {
    get: async () => {
      const found = await chain.getCredentials().catch(() => undefined);
      if (!found?.accessKeyId || !found.accessKeySecret) throw nothingFound();
      const { accessKeyId, accessKeySecret, securityToken, providerName } = found;
      return { accessKeyId, accessKeySecret, securityToken: securityToken || undefined, source: providerName };
    },
  };
}

/** The two providers that read files keep their home folder in a field ("used for mock"). */
function moveHome(chain: object, home: string): void {
  const { providers } = chain as { providers?: { homedir?: string }[] };
  for (const provider of providers ?? []) {
    if ('homedir' in provider) provider.homedir = home;
  }
}

/**
 * What the library says is not passed on: its texts can hold the whole configuration file (cli_profile.js prints it
 * when it is not JSON) or a credential service's answer.
 */
function nothingFound(): NotAuthorizedError {
  return new NotAuthorizedError('No credentials were found.', {
    hint:
      'Looked at ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET, an OIDC token, ~/.aliyun/config.json, ' +
      '~/.alibabacloud/credentials, the ECS metadata service and ALIBABA_CLOUD_CREDENTIALS_URI. ' +
      'Any command works without an account on the local cloud: add --sandbox.',
    next: 'aliyun configure',
  });
}
