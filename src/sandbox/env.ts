import type { Sandbox, SandboxIdentity } from './sandbox.js';

/** Variables of an earlier identity that would shadow the new one if they stayed. */
const CREDENTIAL_VARIABLES = [
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
  'ALIBABA_CLOUD_CREDENTIALS_URI',
  'ALIBABA_CLOUD_IMDS_ENDPOINT',
  'ALIBABA_CLOUD_ECS_METADATA_DISABLED',
] as const;

/**
 * The environment that points clients at the sandbox as somebody: endpoints as `host:port` (plain HTTP), AccessKey,
 * account and region. An instance has no AccessKey, only its metadata service.
 */
export function sandboxEnvironment(
  sandbox: Pick<Sandbox, 'url' | 'accountId' | 'regions'>,
  identity: SandboxIdentity,
): Record<string, string> {
  const { host } = new URL(sandbox.url);
  const { accessKeyId, accessKeySecret, securityToken, metadataEndpoint } = identity;
  return {
    ...(accessKeyId === undefined ? {} : { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId }),
    ...(accessKeySecret === undefined ? {} : { ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret }),
    ...(securityToken === undefined ? {} : { ALIBABA_CLOUD_SECURITY_TOKEN: securityToken }),
    ...(metadataEndpoint === undefined
      ? { ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' }
      : { ALIBABA_CLOUD_IMDS_ENDPOINT: metadataEndpoint }),
    RAM_ENDPOINT: host,
    STS_ENDPOINT: host,
    IMS_ENDPOINT: host,
    ECS_ENDPOINT: host,
    ALIBABA_CLOUD_REGION_ID: identity.region ?? sandbox.regions[0],
    RAMROLE_SANDBOX_ACCOUNT: sandbox.accountId,
  };
}

/** Lines for a shell's eval: exports, and unsets of what must not stay from another identity. */
export function shellLines(environment: Readonly<Record<string, string>>): string {
  const gone = CREDENTIAL_VARIABLES.filter((name) => !(name in environment));
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${quote(value)}`);
  return `${[...(gone.length === 0 ? [] : [`unset ${gone.join(' ')}`]), ...lines].join('\n')}\n`;
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
