import type { InstanceRecord } from './state/records.js';

type Planned = Omit<InstanceRecord, 'Seq' | 'CreationTime'>;

/** Instances with ids that are easy to remember: `i-bp1…` in Hangzhou and `i-2ze…` in Beijing, as in the real cloud. */
export const DEFAULT_INSTANCES: readonly Planned[] = [
  vpc('i-bp1sandbox0001', 'cn-hangzhou', 'web-1', { env: 'test', tier: 'web' }),
  vpc('i-bp1sandbox0002', 'cn-hangzhou', 'web-2', { env: 'test', tier: 'web' }),
  vpc('i-bp1sandbox0003', 'cn-hangzhou', 'batch-1', { env: 'prod' }),
  { ...vpc('i-bp1sandbox0004', 'cn-hangzhou', 'reader', { env: 'prod' }), RamRoleName: 'SandboxEcsReader' },
  { ...vpc('i-bp1sandbox0005', 'cn-hangzhou', 'hardened', { env: 'prod' }), HttpTokens: 'required' },
  { ...vpc('i-bp1sandbox0006', 'cn-hangzhou', 'stopped', {}), Status: 'Stopped' },
  classic('i-bp1sandbox0009', 'cn-hangzhou', 'old-classic'),
  vpc('i-2zesandbox0001', 'cn-beijing', 'north-1', { env: 'test' }),
  vpc('i-2zesandbox0002', 'cn-beijing', 'north-2', {}),
  classic('i-2zesandbox0009', 'cn-beijing', 'north-classic'),
];

function vpc(InstanceId: string, RegionId: string, InstanceName: string, Tags: Record<string, string>): Planned {
  return {
    InstanceId,
    InstanceName,
    RegionId,
    ZoneId: `${RegionId}-h`,
    Status: 'Running',
    InstanceType: 'ecs.g7.large',
    InstanceNetworkType: 'vpc',
    VpcId: `vpc-sandbox-${RegionId}`,
    VSwitchId: `vsw-sandbox-${RegionId}`,
    PrivateIpAddress: `192.168.0.${Number(InstanceId.slice(-4)) + 10}`,
    Tags,
    HttpTokens: 'optional',
    RamRoleName: '',
    RamRolePolicy: '',
    CredentialId: '',
  };
}

function classic(InstanceId: string, RegionId: string, InstanceName: string): Planned {
  const row = vpc(InstanceId, RegionId, InstanceName, {});
  return { ...row, InstanceNetworkType: 'classic', VpcId: '', VSwitchId: '', InstanceType: 'ecs.t1.small' };
}
