import type { Sandbox, SandboxOptions } from './sandbox.js';

export type { Sandbox, SandboxIdentity, SandboxOptions } from './sandbox.js';

/** Placeholder until the server lands. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  throw new Error(options.dir);
}

export async function serveSandbox(options: SandboxOptions): Promise<Sandbox> {
  throw new Error(options.dir);
}
