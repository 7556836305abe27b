import { credentialState } from '../../credentials/credential-state.js';
import { maskAccessKeyId, maskSecret } from '../../model/credential.js';
import { renderFields } from '../../output/fields.js';
import { defineVerb } from '../verb.js';

export const credentialsShow = defineVerb({
  name: 'show',
  summary: "print this instance's temporary credentials, masked",
  details: 'Reads the metadata service from inside an ECS instance; in the sandbox, --as i-… says which one to be in.',
  examples: ['ramrole credentials show', 'ramrole credentials show --sandbox --as i-bp1sandbox0001'],
  arguments: {},
  options: { reveal: { flags: '--reveal', type: 'flag', help: 'print the secrets themselves' } },

  async run(context, _args, { reveal }) {
    const { readInstanceCredential } = await import('../../credentials/metadata.js');
    const { roleName, credential } = await readInstanceCredential({ endpoint: await context.metadataEndpoint() });
    const show = (secret: string, mask: (secret: string) => string) => (reveal ? secret : mask(secret));
    const shown = {
      AccessKeyId: show(credential.AccessKeyId, maskAccessKeyId),
      AccessKeySecret: show(credential.AccessKeySecret, maskSecret),
      SecurityToken: show(credential.SecurityToken, maskSecret),
      Expiration: credential.Expiration,
    };
    const { secondsLeft, expired } = credentialState(credential, context.host.clock.now());
    return {
      schema: 'ramrole.credentials.show/1',
      data: { source: 'ecs-metadata', roleName, masked: !reveal, secondsLeft, expired, credential: shown },
      view: (paint) =>
        renderFields(
          [
            { label: 'RoleName', value: roleName },
            ...Object.entries(shown).map(([label, value]) => ({ label, value })),
          ],
          paint,
        ),
    };
  },
});
