import { maskSecret } from '../../model/credential.js';
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
    const { clock } = context.host;
    const { roleName, credential } = await readInstanceCredential({ endpoint: await context.metadataEndpoint() });
    const show = reveal ? (secret: string) => secret : maskSecret;
    const shown = {
      AccessKeyId: show(credential.AccessKeyId),
      AccessKeySecret: show(credential.AccessKeySecret),
      SecurityToken: show(credential.SecurityToken),
      Expiration: credential.Expiration,
    };
    const secondsLeft = Math.round((Date.parse(credential.Expiration) - clock.now()) / 1000);
    return {
      schema: 'ramrole.credentials.show/1',
      data: { source: 'ecs-metadata', roleName, masked: !reveal, secondsLeft, credential: shown },
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
