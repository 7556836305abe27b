import { ApiError, missingParameter } from '../../api-error.js';
import { contextOf } from '../../authorize.js';
import type { Answer, Call } from '../../call.js';
import { malformations } from '../../policies.js';
import type { InstanceRecord, RoleRecord } from '../../state/records.js';
import { fold } from '../../state/state.js';
import { trusts } from '../../trust.js';
import { findInstances, readInstanceIds, readPage, readRegion } from './parameters.js';

const MOST = 100;
const MOST_DESCRIBED = 50;
const POLICY_SIZE = 1024;

/** One instance's outcome inside a 200; `Code` is a string in the real API too. */
interface Outcome {
  readonly InstanceId: string;
  readonly Code: string;
  readonly Message: string;
  readonly Success?: boolean;
}

/** Wrong roles, ids and network types fail the whole request; a role that is there already fails its instance. */
export function attachInstanceRamRole(call: Call): Answer {
  const region = readRegion(call);
  const name = call.params.text('RamRoleName');
  if (name === '') throw missingParameter('RamRoleName');
  const ids = readInstanceIds(call, MOST) ?? missing('InstanceIds');
  const policy = readPolicy(call);
  const role = findRole(call, name);
  const instances = vpcInstances(call, region, ids);
  const trust = trusts(role, { service: 'ecs.aliyuncs.com' }, call.account, contextOf(call), call.guesses);
  if (trust.verdict !== 'allowed') {
    const message = 'The specified ram role is not authorized for ecs, please check your role policy.';
    throw new ApiError(404, 'InvalidRamRole.NotEcsRole', message);
  }
  const outcomes = instances.map((instance) => attach(call, instance, role.RoleName, policy));
  return results('Attach', role.RoleName, outcomes);
}

function attach(call: Call, instance: InstanceRecord, roleName: string, policy: string): Outcome {
  const same = fold(instance.RamRoleName) === fold(roleName);
  if (instance.RamRoleName !== '' && !(same && call.guesses.attachSameRole === 'success')) {
    const message = `The instance already carries the RAM role ${instance.RamRoleName}.`;
    return outcome(call, instance, call.guesses.attachOverRole, message);
  }
  put(call, instance, roleName, policy);
  return outcome(call, instance, '200', 'success');
}

/** RamRoleName is optional; given, only that role is taken off. */
export function detachInstanceRamRole(call: Call): Answer {
  const region = readRegion(call);
  const ids = readInstanceIds(call, MOST) ?? missing('InstanceIds');
  const name = call.params.text('RamRoleName');
  if (name !== '') findRole(call, name);
  const outcomes = vpcInstances(call, region, ids).map((instance) => ({
    ...detach(call, instance, name),
    InstanceRamRoleSets: {
      InstanceRamRoleSet: [{ InstanceId: instance.InstanceId, RamRoleName: instance.RamRoleName }],
    },
  }));
  return results('Detach', name, outcomes);
}

function detach(call: Call, instance: InstanceRecord, wanted: string): Outcome {
  const carries = instance.RamRoleName !== '' && (wanted === '' || fold(wanted) === fold(instance.RamRoleName));
  if (carries) put(call, instance, '', '');
  else if (call.guesses.detachWithoutRole === 'failure') {
    return outcome(call, instance, 'InvalidRamRole.NotAttached', 'The instance does not carry the RAM role.');
  }
  return outcome(call, instance, '200', 'success');
}

export function describeInstanceRamRole(call: Call): Answer {
  const RegionId = readRegion(call);
  const ids = readInstanceIds(call, MOST_DESCRIBED);
  const name = call.params.text('RamRoleName');
  if (ids === undefined && name === '') {
    throw new ApiError(403, 'InvalidParameter.AllEmpty', 'InstanceIds and RamRoleName are both empty.');
  }
  if (name !== '') findRole(call, name);
  const { number, size } = readPage(call, MOST_DESCRIBED);
  const rows = ids === undefined ? carrying(call, RegionId, name) : vpcInstances(call, RegionId, ids);
  const kept = rows
    .filter((row) => name === '' || fold(row.RamRoleName) === fold(name))
    .filter((row) => row.RamRoleName !== '' || call.guesses.instanceWithoutRole === 'empty name');
  const shown = kept.slice((number - 1) * size, number * size);
  return {
    RegionId,
    TotalCount: kept.length,
    PageNumber: number,
    PageSize: size,
    InstanceRamRoleSets: {
      InstanceRamRoleSet: shown.map(({ InstanceId, RamRoleName }) => ({ InstanceId, RamRoleName })),
    },
  };
}

function carrying(call: Call, region: string, roleName: string): InstanceRecord[] {
  return call.state.instancesOfRole.of(fold(roleName)).filter((row) => row.RegionId === region);
}

function put(call: Call, instance: InstanceRecord, RamRoleName: string, RamRolePolicy: string): void {
  call.state.instances.put(instance.InstanceId, { ...instance, RamRoleName, RamRolePolicy, CredentialId: '' });
}

function findRole(call: Call, name: string): RoleRecord {
  const role = call.state.roles.get(fold(name));
  if (role === undefined)
    throw new ApiError(404, 'InvalidRamRole.NotFound', 'The specified RAMRoleName does not exist.');
  return role;
}

function vpcInstances(call: Call, region: string, ids: readonly string[]): InstanceRecord[] {
  const instances = findInstances(call, region, ids);
  if (instances.every((instance) => instance.InstanceNetworkType === 'vpc')) return instances;
  const message = 'Ram role cannot be applied to instances of Classic network type.';
  throw new ApiError(403, 'InvalidNetworkType.MismatchRamRole', message);
}

function readPolicy(call: Call): string {
  const text = call.params.text('Policy');
  if (text === '') return '';
  if (text.length <= POLICY_SIZE && malformations(text, 'identity', call.guesses).length === 0) return text;
  throw new ApiError(400, 'InvalidParameter.Policy', 'The specified Policy is not valid.');
}

function outcome(call: Call, instance: InstanceRecord, Code: string, Message: string): Outcome {
  const base = { InstanceId: instance.InstanceId, Code, Message };
  return call.guesses.attachSuccessField === 'absent' ? base : { ...base, Success: Code === '200' };
}

function results(verb: 'Attach' | 'Detach', RamRoleName: string, outcomes: readonly Outcome[]): Answer {
  return {
    RamRoleName,
    TotalCount: outcomes.length,
    FailCount: outcomes.filter((entry) => entry.Code !== '200').length,
    [`${verb}InstanceRamRoleResults`]: { [`${verb}InstanceRamRoleResult`]: outcomes },
  };
}

function missing(name: string): never {
  throw missingParameter(name);
}
