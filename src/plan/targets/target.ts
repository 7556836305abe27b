import type { Cloud, InstanceResults } from '../../cloud/ports.js';
import type { RamroleError } from '../../errors.js';

/** An instance of any kind with the role that it carries. */
export interface TargetInstance {
  readonly id: string;
  /** Empty for none. */
  readonly roleName: string;
  /** Why this instance can carry no role at all. */
  readonly refusal?: RamroleError | undefined;
}

/** One kind of instance that can carry a role: how to look at many, and how to put a role on a batch. */
export interface InstanceTarget {
  /** The service principal that assumes the role for the instance. */
  readonly service: string;
  /** The RAM action of the write call. */
  readonly attachAction: string;
  /** How many instances one write call takes. */
  readonly batchSize: number;
  /** Those of the ids that exist in the region. */
  observeMany(cloud: Cloud, region: string, ids: readonly string[]): Promise<TargetInstance[]>;
  /** One call. A failure of single instances is a result, not an exception. */
  attachMany(cloud: Cloud, region: string, roleName: string, ids: readonly string[]): Promise<InstanceResults>;
}
