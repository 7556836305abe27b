import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import ecs from '@alicloud/ecs20140526';
import core from '@alicloud/openapi-core';
import ram from '@alicloud/ram20150501';
import sts from '@alicloud/sts20150401';
import { afterEach } from 'vitest';
import { openSandbox } from '../../src/sandbox/open.js';
import type { Sandbox, SandboxIdentity, SandboxOptions } from '../../src/sandbox/sandbox.js';

export { ecs, ram, sts };

export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** Official, unmodified clients that talk to a sandbox. */
export function clients(url: string, keys: Keys, region = 'cn-hangzhou') {
  const endpoint = new URL(url).host;
  const config = () => new core.$OpenApiUtil.Config({ ...keys, endpoint, protocol: 'HTTP', regionId: region });
  return { ram: new ram.default(config()), ecs: new ecs.default(config()), sts: new sts.default(config()) };
}

export function keysOf(identity: SandboxIdentity): Keys {
  const { accessKeyId, accessKeySecret } = identity;
  if (accessKeyId === undefined || accessKeySecret === undefined) throw new Error(`${identity.as} has no AccessKey`);
  return { accessKeyId, accessKeySecret };
}

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export function onCleanup(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ramrole-sandbox-'));
  onCleanup(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A sandbox of its own for one test, closed and removed after it. */
export async function fresh(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const dir = options.dir ?? temporaryFolder();
  const sandbox = await openSandbox({ clock: Date, pid, lingerMs: 0, ...options, dir });
  onCleanup(() => sandbox.close());
  return sandbox;
}

/** The official clients of an identity of the sandbox. */
export async function as(sandbox: Sandbox, who?: string) {
  return clients(sandbox.url, keysOf(await sandbox.identity(who)));
}

export interface ApiFailure {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly data: Record<string, unknown>;
}

/** The error that a call ends with; fails when it succeeds. */
export async function failure(call: Promise<unknown>): Promise<ApiFailure> {
  try {
    await call;
  } catch (error) {
    const { code, statusCode, message, data } = error as {
      code: string;
      statusCode: number;
      message: string;
      data: object;
    };
    return { code, status: statusCode, message, data: { ...data } };
  }
  throw new Error('The call succeeded.');
}

/** Plain HTTP with nothing added, for the metadata service and for broken requests. */
export async function http(url: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
  const response = await fetch(url, init);
  return { status: response.status, text: await response.text() };
}

export const ECS_TRUST = JSON.stringify({
  Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: ['ecs.aliyuncs.com'] } }],
  Version: '1',
});
