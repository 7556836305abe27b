import type { CallRecord } from '../../src/cloud/caller.js';
import { type CloudSettings, openCloud } from '../../src/cloud/cloud.js';
import { staticCredential } from '../../src/cloud/credential.js';
import type { Cloud } from '../../src/cloud/ports.js';
import { type Script, type ScriptedServer, scriptedServer } from './scripted-server.js';

export const SECRET = 'SecretSecretSecretSecretSecret';
export const TOKEN = 'TokenTokenTokenTokenTokenToken';

export interface Scripted {
  readonly server: ScriptedServer;
  readonly cloud: Cloud;
  /** The pauses that retries asked for, in milliseconds; the clock does not really wait. */
  readonly pauses: number[];
  readonly calls: CallRecord[];
}

/** A scripted server with a cloud on it, whose clock does not wait. */
export async function openScripted(script: Script, settings: Partial<CloudSettings> = {}): Promise<Scripted> {
  const server = await scriptedServer(script);
  const pauses: number[] = [];
  const calls: CallRecord[] = [];
  const endpoint = { protocol: 'HTTP', host: server.host } as const;
  const cloud = openCloud({
    endpoints: { ram: endpoint, ecs: endpoint, sts: endpoint },
    region: 'cn-hangzhou',
    credential: staticCredential({
      accessKeyId: 'STS.Test',
      accessKeySecret: SECRET,
      securityToken: TOKEN,
      source: 'test',
    }),
    userAgent: 'ramrole/0 (run test)',
    clock: {
      now: () => 0,
      sleep: async (ms) => {
        pauses.push(ms);
      },
    },
    random: () => 0.5,
    env: {},
    onCall: (call) => calls.push(call),
    ...settings,
  });
  return { server, cloud, pauses, calls };
}
