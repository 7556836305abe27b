import type { Caller } from './caller.js';
import { type ClientSettings, clientConfig } from './client-config.js';
import type { StsPort } from './ports.js';
import { commonJs } from './sdk.js';

/** STS 2015-04-01 on the official SDK. */
export async function openSts(settings: ClientSettings, call: Caller): Promise<StsPort> {
  const { default: Client } = commonJs(await import('@alicloud/sts20150401'));
  const client = new Client(await clientConfig(settings));
  return {
    getCallerIdentity: async () => {
      const send = () => client.getCallerIdentity();
      const body = await call('GetCallerIdentity', {}, send, (answer) => answer.accountId && answer.arn);
      return {
        AccountId: body.accountId ?? '',
        Arn: body.arn ?? '',
        IdentityType: body.identityType ?? '',
        PrincipalId: body.principalId ?? '',
      };
    },
  };
}
