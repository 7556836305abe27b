import type { Answer, Call } from '../../call.js';

const NAMES: Readonly<Record<string, string>> = { 'cn-hangzhou': 'China (Hangzhou)', 'cn-beijing': 'China (Beijing)' };

export function describeRegions(call: Call): Answer {
  const Region = call.state.owner.Regions.map((RegionId) => ({
    RegionId,
    LocalName: NAMES[RegionId] ?? RegionId,
    // cn-hangzhou's endpoint is spelled differently from all others (cloud-api §1).
    RegionEndpoint: RegionId === 'cn-hangzhou' ? 'ecs-cn-hangzhou.aliyuncs.com' : `ecs.${RegionId}.aliyuncs.com`,
    Status: 'available',
  }));
  return { Regions: { Region } };
}
