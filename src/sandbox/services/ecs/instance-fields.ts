import type { Answer } from '../../call.js';
import type { InstanceRecord } from '../../state/records.js';

/** An instance as DescribeInstances prints it: the fields that the sandbox knows, in the API's names and nesting. */
export function instanceFields(row: InstanceRecord, withMetadataOptions: boolean): Answer {
  const classic = row.InstanceNetworkType === 'classic';
  const { HttpTokens } = row;
  return {
    InstanceId: row.InstanceId,
    InstanceName: row.InstanceName,
    HostName: row.InstanceName,
    Description: '',
    RegionId: row.RegionId,
    ZoneId: row.ZoneId,
    Status: row.Status,
    InstanceType: row.InstanceType,
    InstanceTypeFamily: row.InstanceType.split('.').slice(0, 2).join('.'),
    InstanceNetworkType: row.InstanceNetworkType,
    InstanceChargeType: 'PostPaid',
    Cpu: 2,
    Memory: 4096,
    OSType: 'linux',
    OSName: 'Alibaba Cloud Linux 3',
    ImageId: 'aliyun_3_x64_20G_alibase_20240528.vhd',
    CreationTime: row.CreationTime,
    ResourceGroupId: '',
    SecurityGroupIds: { SecurityGroupId: [`sg-sandbox-${row.RegionId}`] },
    VpcAttributes: {
      VpcId: row.VpcId,
      VSwitchId: row.VSwitchId,
      NatIpAddress: '',
      PrivateIpAddress: { IpAddress: classic ? [] : [row.PrivateIpAddress] },
    },
    InnerIpAddress: { IpAddress: classic ? [row.PrivateIpAddress] : [] },
    PublicIpAddress: { IpAddress: [] },
    ...(withMetadataOptions ? { MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens } } : {}),
    Tags: { Tag: Object.entries(row.Tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
  };
}
