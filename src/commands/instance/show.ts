import { NotFoundError } from '../../errors.js';
import { formatInstance, parseInstanceAddress } from '../../model/instance.js';
import { renderFields } from '../../output/fields.js';
import { carryingInstances } from '../../plan/targets/ecs.js';
import { defineVerb } from '../verb.js';
import { withRegion } from '../with-region.js';

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
    const ref = withRegion(address, await context.region(), 'INSTANCE');
    const [instance] = await carryingInstances(await context.cloud(), ref.region, [ref.id]);
    if (!instance) {
      throw new NotFoundError(`There is no instance ${formatInstance(ref)}.`, {
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
