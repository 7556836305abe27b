import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { CallerCredentialProvider } from './cloud/credential-provider.js';
import type { Cloud } from './cloud/ports.js';
import { type Endpoints, everywhere, resolveEndpoints } from './config/endpoints.js';
import type { Globals } from './config/options.js';
import { CENTRAL_REGION, defaultRegion } from './config/region.js';
import { stateFolder } from './config/state-folder.js';
import { ConflictError, UsageError } from './errors.js';
import type { Host } from './host.js';
import { once } from './once.js';
import type { Binding } from './plan/binding.js';
import type { Prompt } from './prompt/prompt.js';
import type { Sandbox, SandboxIdentity } from './sandbox/sandbox.js';
import { VERSION } from './version.js';

/**
 * What a command may touch, built once per run. Members that cost something are made when first asked for,
 * in this order: sandbox → identity → cloud → binding.
 */
export interface Context {
  readonly host: Host;
  readonly globals: Globals;
  /** Names this run in the journal and in the user agent. */
  readonly runId: string;
  /** The command line, for the journal. Secrets are never arguments. */
  readonly argv: readonly string[];
  /** Somebody is there to be asked: stdin and stderr are terminals. */
  readonly terminal: boolean;
  readonly stateFolder: string;
  readonly isSandbox: boolean;
  /** @throws UsageError without --sandbox. */
  sandbox(): Promise<Sandbox>;
  /** The sandbox's folder. */
  readonly sandboxFolder: string;
  region(): Promise<string | undefined>;
  /** @throws ConflictError when --expect-account names another account. */
  cloud(): Promise<Cloud>;
  binding(): Promise<Binding>;
  /** Where the metadata service of the instance that we are in answers. */
  metadataEndpoint(): Promise<string>;
  prompt(): Promise<Prompt>;
  close(): Promise<void>;
}

export function createContext(host: Host, globals: Globals, argv: readonly string[]): Context {
  const state = stateFolder(host.env, host.home);
  const isSandbox = globals.sandbox !== undefined;
  const sandboxFolder = globals.sandbox ? resolve(host.cwd, globals.sandbox) : join(state, 'sandbox');
  if (globals.as !== undefined && !isSandbox) {
    throw new UsageError('--as chooses an identity of the sandbox.', { where: '--as', hint: 'Add --sandbox.' });
  }
  const runId = randomUUID().slice(0, 8);
  let open: Sandbox | undefined;

  const sandbox = once(async () => {
    if (!isSandbox) throw new UsageError('This needs the sandbox.', { where: '--sandbox', hint: 'Add --sandbox.' });
    const { openSandbox } = await import('./sandbox/open.js');
    open = await openSandbox({ dir: sandboxFolder, clock: host.clock, pid: host.pid });
    return open;
  });

  const identity = once(async (): Promise<SandboxIdentity> => (await sandbox()).identity(globals.as));

  const region = once(async () => {
    if (globals.region !== undefined) return globals.region;
    if (isSandbox) return (await identity()).region ?? (await sandbox()).regions[0];
    return defaultRegion(host.env, host.home, globals.profile);
  });

  const endpoints = once(async (): Promise<Endpoints> => {
    if (!isSandbox) return resolveEndpoints(host.env);
    return everywhere({ protocol: 'HTTP', host: new URL((await sandbox()).url).host });
  });

  const metadataEndpoint = once(async () => {
    if (isSandbox) {
      const { metadataEndpoint: endpoint } = await identity();
      if (endpoint) return endpoint;
      throw new UsageError('The sandbox only has a metadata service inside an instance.', {
        where: '--as',
        hint: 'Say which instance to be in: --as i-…',
        next: 'ramrole instance list --sandbox',
      });
    }
    const { metadataEndpoint: fromEnv } = await import('./credentials/metadata-endpoint.js');
    return fromEnv(host.env);
  });

  const credential = once(async (): Promise<CallerCredentialProvider> => {
    const { callerCredential, staticCredential } = await import('./cloud/credential.js');
    if (!isSandbox) return callerCredential({ env: host.env, profile: globals.profile, home: host.home });
    const { accessKeyId, accessKeySecret, securityToken, as } = await identity();
    if (accessKeyId && accessKeySecret) {
      return staticCredential({ accessKeyId, accessKeySecret, securityToken, source: `sandbox ${as}` });
    }
    // As an instance, the caller is the role that the instance carries, by the way that programs inside it go.
    const { readInstanceCredential } = await import('./credentials/metadata.js');
    const read = await readInstanceCredential({ endpoint: await metadataEndpoint() });
    const { AccessKeyId, AccessKeySecret, SecurityToken } = read.credential;
    return staticCredential({
      accessKeyId: AccessKeyId,
      accessKeySecret: AccessKeySecret,
      securityToken: SecurityToken,
      source: `sandbox ${as}`,
    });
  });

  const opened = once(async () => {
    const [{ openCloud }, at, who, where] = await Promise.all([
      import('./cloud/cloud.js'),
      endpoints(),
      credential(),
      region(),
    ]);
    return openCloud({
      endpoints: at,
      credential: who,
      region: where ?? CENTRAL_REGION,
      userAgent: `ramrole/${VERSION} run/${runId}`,
      clock: host.clock,
      env: host.env,
    });
  });

  const caller = once(async () => (await (await opened()).sts()).getCallerIdentity());

  const cloud = once(async () => {
    const { expectAccount } = globals;
    if (expectAccount === undefined) return opened();
    const { AccountId, Arn } = await caller();
    if (AccountId !== expectAccount) {
      throw new ConflictError(`This is account ${AccountId}, not ${expectAccount}.`, {
        where: '--expect-account',
        hint: `The credentials belong to ${Arn}.`,
      });
    }
    return opened();
  });

  const binding = once(async (): Promise<Binding> => {
    await cloud();
    const { AccountId: account, Arn } = await caller();
    const overridden = Object.entries(await endpoints()).map(([product, at]) => [product, at.host]);
    return {
      account,
      caller: Arn,
      profile: globals.profile ?? null,
      region: (await region()) ?? null,
      endpoints: Object.fromEntries(overridden),
      sandbox: isSandbox ? sandboxFolder : null,
    };
  });

  const terminal = host.stdin.isTTY === true && host.stderr.isTTY === true;
  return {
    host,
    globals,
    runId,
    argv,
    terminal,
    stateFolder: state,
    isSandbox,
    sandbox,
    sandboxFolder,
    region,
    cloud,
    binding,
    metadataEndpoint,
    prompt: once(async () => {
      const [{ createPrompt }, { wantsColour }] = await Promise.all([
        import('./prompt/prompt.js'),
        import('./output/style.js'),
      ]);
      const colour = wantsColour(host.env, host.stderr.isTTY === true);
      return createPrompt({ stdin: host.stdin, stderr: host.stderr, terminal, colour });
    }),
    close: async () => open?.close(),
  };
}
