import { NotFoundError, UsageError } from '../../errors.js';
import { formatInstance, parseInstanceAddress } from '../../model/instance.js';
import { renderFields } from '../../output/fields.js';
import { carryingInstances } from '../../plan/targets/ecs.js';
import { defineVerb } from '../verb.js';

export const instanceShow = defineVerb({
  name: 'show',
  summary: 'show an instance and the role it carries',
  examples: [
    'ramrole instance show i-bp1sandbox0001',
    'ramrole instance show i-2zesandbox0001@cn-beijing --output json',
  ],
  arguments: { instance: { help: 'i-…, or i-…@REGION' } },
  options: {},

  async run(context, { instance: text }) {
    const address = parseInstanceAddress(text, 'INSTANCE');
    const region = address.region ?? (await context.region());
    if (region === undefined) {
      throw new UsageError(`The region of ${address.id} is not known.`, {
        where: 'INSTANCE',
        hint: `Write ${address.id}@REGION, or give --region.`,
      });
    }
    const [instance] = await carryingInstances(await context.cloud(), region, [address.id]);
    if (!instance) {
      throw new NotFoundError(`There is no instance ${formatInstance({ ...address, region })}.`, {
        next: 'ramrole instance list --all-regions',
      });
    }
    return {
      schema: 'ramrole.instance.show/1',
      data: { instance },
      view: (paint) =>
        renderFields(
          [
            { label: 'InstanceId', value: instance.InstanceId },
            { label: 'InstanceName', value: instance.InstanceName },
            { label: 'RegionId', value: instance.RegionId },
            { label: 'ZoneId', value: instance.ZoneId },
            { label: 'Status', value: instance.Status },
            { label: 'InstanceType', value: instance.InstanceType },
            { label: 'InstanceNetworkType', value: instance.InstanceNetworkType },
            { label: 'VpcId', value: instance.VpcId },
            { label: 'CreationTime', value: instance.CreationTime },
            { label: 'RamRoleName', value: instance.RamRoleName || '-' },
            {
              label: 'Tags',
              value: Object.entries(instance.Tags)
                .map(([key, value]) => `${key}=${value}`)
                .join(', '),
            },
          ],
          paint,
        ),
    };
  },
});
