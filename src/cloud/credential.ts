import { NotAuthorizedError } from '../errors.js';
import type { CallerCredential, CallerCredentialProvider } from './credential-provider.js';

export interface CallerCredentialOptions {
  /** The environment whose ALIBABA_CLOUD_ACCESS_KEY_ID (_SECRET, _SECURITY_TOKEN) is looked at first. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--profile`: a profile of the vendor CLI's configuration file. */
  readonly profile?: string | undefined;
  /** The home folder that `.aliyun/config.json` is in. */
  readonly home: string;
}

/** A fixed credential, such as the sandbox hands out. */
export function staticCredential(credential: CallerCredential): CallerCredentialProvider {
  return { get: async () => credential };
}

/**
 * The tool's own credentials: with a profile, that profile and nothing else; else the AccessKey of the given
 * environment; else the official default chain (which reads the environment of the real process).
 */
export function callerCredential(options: CallerCredentialOptions): CallerCredentialProvider {
  let provider: Promise<CallerCredentialProvider> | undefined;
  return {
    get: async () => {
      provider ??= choose(options);
      return await (await provider).get();
    },
  };
}

async function choose(options: CallerCredentialOptions): Promise<CallerCredentialProvider> {
  if (options.profile !== undefined) {
    const { cliProfileCredential } = await import('./cli-profile.js');
    return cliProfileCredential(options.profile, options.home);
  }
  const fixed = environmentCredential(options.env);
  if (fixed) return staticCredential(fixed);
  const { defaultChainCredential } = await import('./default-chain.js');
  return await defaultChainCredential(options.home);
}

function environmentCredential(env: CallerCredentialOptions['env']): CallerCredential | undefined {
  const accessKeyId = env['ALIBABA_CLOUD_ACCESS_KEY_ID'];
  const accessKeySecret = env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
  if (!accessKeyId && !accessKeySecret) return undefined;
  if (!accessKeyId || !accessKeySecret) {
    const missing = accessKeyId ? 'ALIBABA_CLOUD_ACCESS_KEY_SECRET' : 'ALIBABA_CLOUD_ACCESS_KEY_ID';
    throw new NotAuthorizedError(`Half an AccessKey is in the environment: ${missing} is missing.`, { where: missing });
  }
  return {
    accessKeyId,
    accessKeySecret,
    securityToken: env['ALIBABA_CLOUD_SECURITY_TOKEN'] || undefined,
    source: 'environment',
  };
}
