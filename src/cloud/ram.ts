import type { Caller } from './caller.js';
import type { ClientSettings } from './client-config.js';
import type { RamPort } from './ports.js';
import { loadRam } from './ram-client.js';
import { policyCalls } from './ram-policies.js';
import { principalCalls } from './ram-principals.js';
import { roleCalls } from './ram-roles.js';

/** RAM 2015-05-01 on the official SDK. */
export async function openRam(settings: ClientSettings, call: Caller): Promise<RamPort> {
  const ram = await loadRam(settings, call);
  return { ...roleCalls(ram), ...policyCalls(ram), ...principalCalls(ram) };
}
