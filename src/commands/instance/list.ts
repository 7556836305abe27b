import type { Cloud } from '../../cloud/ports.js';
import { CENTRAL_REGION } from '../../config/region.js';
import type { Context } from '../../context.js';
import { UsageError } from '../../errors.js';
import { renderTable } from '../../output/table.js';
import { carryingInstances } from '../../plan/targets/ecs.js';
import { defineVerb } from '../verb.js';

export const instanceList = defineVerb({
  name: 'list',
  summary: 'list instances and the roles they carry',
  examples: [
    'ramrole instance list --region cn-hangzhou',
    `ramrole instance list --all-regions --query "instances[?RamRoleName==''].InstanceId"`,
  ],
  arguments: {},
  options: {
    allRegions: { flags: '--all-regions', type: 'flag', help: 'look into every region of the account' },
  },

  async run(context, _args, { allRegions }) {
    const cloud = await context.cloud();
    const regions = await regionsToList(context, cloud, allRegions);
    const instances = (await Promise.all(regions.map((region) => carryingInstances(cloud, region)))).flat();
    return {
      schema: 'ramrole.instance.list/1',
      data: { regions, instances },
      view: (paint) =>
        instances.length === 0
          ? `There are no instances in ${regions.join(', ')}.`
          : renderTable(
              [
                { header: 'INSTANCE', value: (one) => one.InstanceId },
                { header: 'REGION', value: (one) => one.RegionId },
                { header: 'ROLE', value: (one) => one.RamRoleName || '-' },
                { header: 'STATUS', value: (one) => one.Status },
                { header: 'NETWORK', value: (one) => one.InstanceNetworkType },
                { header: 'NAME', value: (one) => one.InstanceName },
              ],
              instances,
              paint,
            ),
    };
  },
});

async function regionsToList(context: Context, cloud: Cloud, all: boolean): Promise<string[]> {
  const region = await context.region();
  if (all) return (await cloud.ecs(region ?? CENTRAL_REGION)).listRegions();
  if (region !== undefined) return [region];
  throw new UsageError('No region is known.', { where: '--region', hint: 'Give --region, or --all-regions.' });
}
