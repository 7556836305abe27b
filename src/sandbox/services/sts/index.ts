import type { STS_ACTIONS } from '../../actions.js';
import type { Handler } from '../../call.js';
import { assumeRole } from './assume-role.js';
import { getCallerIdentity } from './get-caller-identity.js';

/** STS 2015-04-01. */
export const stsHandlers: Record<keyof typeof STS_ACTIONS, Handler> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
};
