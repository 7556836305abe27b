import type { EcsInstance, InstanceResult } from './ports.js';

/** The SDK's camel-case models, as far as they are read here. All fields may be absent. */
interface SdkInstance {
  instanceId?: string;
  instanceName?: string;
  regionId?: string;
  zoneId?: string;
  status?: string;
  instanceType?: string;
  instanceNetworkType?: string;
  vpcAttributes?: { vpcId?: string };
  creationTime?: string;
  tags?: { tag?: { tagKey?: string; tagValue?: string }[] };
}

interface SdkAttachResult {
  instanceId?: string;
  code?: string;
  message?: string;
  success?: boolean;
}

/** Back to the API's own field names. */
export function toInstance(instance: SdkInstance): EcsInstance {
  const tags = instance.tags?.tag ?? [];
  return {
    InstanceId: instance.instanceId ?? '',
    InstanceName: instance.instanceName ?? '',
    RegionId: instance.regionId ?? '',
    ZoneId: instance.zoneId ?? '',
    Status: instance.status ?? '',
    InstanceType: instance.instanceType ?? '',
    InstanceNetworkType: instance.instanceNetworkType === 'classic' ? 'classic' : 'vpc',
    VpcId: instance.vpcAttributes?.vpcId ?? '',
    CreationTime: instance.creationTime ?? '',
    Tags: Object.fromEntries(tags.flatMap(({ tagKey, tagValue }) => (tagKey ? [[tagKey, tagValue ?? '']] : []))),
  };
}

/**
 * One result per id that was asked for. `Success` may be absent, `Code` is a string (cloud-api §3); an id that the
 * answer does not mention counts as failed, for nothing says that it succeeded.
 */
export function toResults(
  ids: readonly string[],
  body: { attachInstanceRamRoleResults?: { attachInstanceRamRoleResult?: SdkAttachResult[] } },
): InstanceResult[] {
  const answered = new Map<string, SdkAttachResult>();
  for (const result of body.attachInstanceRamRoleResults?.attachInstanceRamRoleResult ?? []) {
    if (result.instanceId) answered.set(result.instanceId, result);
  }
  return ids.map((instanceId) => {
    const result = answered.get(instanceId);
    if (!result) return { instanceId, success: false, code: '', message: 'The answer does not mention this instance.' };
    const code = result.code ?? '';
    return { instanceId, success: result.success ?? code === '200', code, message: result.message ?? '' };
  });
}
