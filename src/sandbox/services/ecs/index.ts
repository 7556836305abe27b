import type { ECS_ACTIONS } from '../../actions.js';
import type { Handler } from '../../call.js';
import { describeInstances } from './describe-instances.js';
import { describeRegions } from './describe-regions.js';
import { attachInstanceRamRole, describeInstanceRamRole, detachInstanceRamRole } from './ram-role.js';

/** ECS 2014-05-26. */
export const ecsHandlers: Record<keyof typeof ECS_ACTIONS, Handler> = {
  DescribeRegions: describeRegions,
  DescribeInstances: describeInstances,
  AttachInstanceRamRole: attachInstanceRamRole,
  DetachInstanceRamRole: detachInstanceRamRole,
  DescribeInstanceRamRole: describeInstanceRamRole,
};
