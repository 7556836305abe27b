import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCredentialSource } from '../config/endpoints.js';
import { NotAuthorizedError } from '../errors.js';
import type { CallerCredentialProvider } from './credential-provider.js';
import { commonJs } from './sdk.js';

/** The modes that CLIProfileCredentialsProvider of @alicloud/credentials 2.4.7 knows (its cli_profile.js). */
const BY_LIBRARY: ReadonlySet<string> = new Set([
  'AK',
  'StsToken',
  'RamRoleArn',
  'EcsRamRole',
  'OIDC',
  'ChainableRamRoleArn',
  'CloudSSO',
  'OAuth',
  'External',
]);

interface Profile {
  readonly name: string;
  readonly mode: string;
  readonly source_profile?: string;
  readonly credentials_uri?: string;
}

interface Provider {
  getCredentials(): Promise<{
    accessKeyId?: string;
    accessKeySecret?: string;
    securityToken?: string;
    providerName?: string;
  }>;
}

/**
 * A profile of the vendor CLI's `~/.aliyun/config.json` through the official library's own provider. (For External and
 * OAuth profiles the library writes renewed credentials back into that file, as the vendor's CLI does.)
 */
export function cliProfileCredential(name: string, home: string): CallerCredentialProvider {
  let provider: Promise<Provider> | undefined;
  return {
    get: async () => {
      provider ??= open(name, home);
      const opened = await provider;
      // The library's texts are not passed on: they can hold a command line or a credential service's answer.
      const found = await opened.getCredentials().catch(() => undefined);
      if (!found?.accessKeyId || !found.accessKeySecret) {
        throw new NotAuthorizedError(`The profile ${JSON.stringify(name)} yields no credentials.`, {
          where: '--profile',
          hint: 'What it refers to is missing, expired or not reachable.',
          next: `aliyun sts GetCallerIdentity --profile ${name}`,
        });
      }
      const { accessKeyId, accessKeySecret, securityToken } = found;
      const source = `profile ${name}`;
      return { accessKeyId, accessKeySecret, securityToken: securityToken || undefined, source };
    },
  };
}

async function open(name: string, home: string): Promise<Provider> {
  const profiles = await readProfiles(join(home, '.aliyun', 'config.json'));
  const profile = findProfile(profiles, name);
  checkModes(profiles, profile);
  const library = commonJs(await import('@alicloud/credentials'));
  if (profile.mode === 'CredentialsURI') {
    if (!profile.credentials_uri || !isCredentialSource(profile.credentials_uri)) {
      throw new NotAuthorizedError(`The profile ${JSON.stringify(name)} has no usable credentials URI.`, {
        where: '--profile',
        hint: 'Credentials are fetched by https, from this machine, or from the metadata address only.',
      });
    }
    return library.URICredentialsProvider.builder().withCredentialsURI(profile.credentials_uri).build();
  }
  const provider = library.CLIProfileCredentialsProvider.builder().withProfileName(name).build();
  // The provider looks in os.homedir(); it keeps the folder in a field "used for mock".
  (provider as unknown as { homedir: string }).homedir = home;
  return provider;
}

async function readProfiles(path: string): Promise<Profile[]> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new NotAuthorizedError(`There is no ${path}, so there are no profiles.`, {
      where: '--profile',
      next: 'aliyun configure',
    });
  }
  const parsed = parse(text);
  if (!Array.isArray(parsed?.profiles)) {
    throw new NotAuthorizedError(`${path} is not a configuration of the vendor's CLI.`, {
      where: '--profile',
      next: 'aliyun configure',
    });
  }
  return parsed.profiles.filter((entry): entry is Profile => {
    const { name, mode } = (entry ?? {}) as Partial<Profile>;
    return typeof name === 'string' && typeof mode === 'string';
  });
}

/** A parser's complaint quotes the text, and the text holds secrets: only "yes" or "no" leaves here. */
function parse(text: string): { profiles?: unknown[] } | undefined {
  try {
    return JSON.parse(text) as { profiles?: unknown[] };
  } catch {
    return undefined;
  }
}

function findProfile(profiles: readonly Profile[], name: string): Profile {
  const found = profiles.find((profile) => profile.name === name);
  if (found) return found;
  const names = profiles.map((profile) => profile.name).join(', ');
  throw new NotAuthorizedError(`There is no profile ${JSON.stringify(name)}.`, {
    where: '--profile',
    hint: names === '' ? 'The configuration has no profiles.' : `There are: ${names}.`,
    next: `aliyun configure --profile ${name}`,
  });
}

/** Follows `source_profile` from profile to profile; each mode on the way must be one that works. */
function checkModes(profiles: readonly Profile[], first: Profile): void {
  const seen = new Set<string>();
  for (let profile = first; ; profile = findProfile(profiles, profile.source_profile ?? '')) {
    const works = BY_LIBRARY.has(profile.mode) || (profile === first && profile.mode === 'CredentialsURI');
    if (!works || seen.has(profile.name)) throw cannotWork(profile, works);
    seen.add(profile.name);
    if (profile.mode !== 'ChainableRamRoleArn') return;
  }
}

function cannotWork(profile: Profile, loop: boolean): NotAuthorizedError {
  const why = loop ? 'refers to itself' : `has mode ${profile.mode}, which does not work here`;
  return new NotAuthorizedError(`The profile ${JSON.stringify(profile.name)} ${why}.`, {
    where: '--profile',
    hint: `Modes that work: ${[...BY_LIBRARY, 'CredentialsURI'].join(', ')}.`,
    next: `aliyun configure --profile ${profile.name} --mode ${INSTEAD[profile.mode] ?? 'AK'}`,
  });
}

/** The mode that does the same job, for those of the vendor's CLI that the library does not have. */
const INSTEAD: Readonly<Record<string, string>> = { RamRoleArnWithEcs: 'ChainableRamRoleArn' };
