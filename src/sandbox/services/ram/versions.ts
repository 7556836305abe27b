import { ApiError, invalidParameter } from '../../api-error.js';
import type { Answer, Call } from '../../call.js';
import { isoDate } from '../../ids.js';
import type { PolicyRecord, PolicyVersionRecord } from '../../state/records.js';
import { fold } from '../../state/state.js';
import { readPolicyDocument } from './documents.js';
import { customPolicy, limitExceeded, notThere, policy } from './lookup.js';

const MAX_VERSIONS = 5;
const ROTATE = 'DeleteOldestNonDefaultVersionWhenLimitExceeded';

export function createPolicyVersion(call: Call): Answer {
  const row = customPolicy(call);
  const document = readPolicyDocument(call, 'PolicyDocument');
  const strategy = call.params.text('RotateStrategy') || 'None';
  if (strategy !== 'None' && strategy !== ROTATE) {
    throw invalidParameter('RotateStrategy', '', 'The parameter - "RotateStrategy" is incorrect.');
  }
  const date = isoDate(call.now);
  const version = { VersionId: `v${row.NextVersion}`, CreateDate: date, PolicyDocument: document };
  const fresh: PolicyRecord = {
    ...row,
    Versions: [...makeRoom(row, strategy === ROTATE), version],
    NextVersion: row.NextVersion + 1,
    DefaultVersion: call.params.flag('SetAsDefault') ? version.VersionId : row.DefaultVersion,
    UpdateDate: date,
  };
  call.state.policies.put(fold(row.PolicyName), fresh);
  return { PolicyVersion: versionFields(fresh, version) };
}

function makeRoom(row: PolicyRecord, rotate: boolean): PolicyVersionRecord[] {
  if (row.Versions.length < MAX_VERSIONS) return [...row.Versions];
  if (!rotate) throw limitExceeded('Policy.Version', 'The number of policy versions beyond the limit.');
  const oldest = row.Versions.find((version) => version.VersionId !== row.DefaultVersion);
  return row.Versions.filter((version) => version !== oldest);
}

export function getPolicyVersion(call: Call): Answer {
  const row = policy(call);
  return { PolicyVersion: versionFields(row, version(call, row)) };
}

/** Without the documents: they are read one by one. */
export function listPolicyVersions(call: Call): Answer {
  const row = policy(call);
  const PolicyVersion = row.Versions.map((entry) => {
    const { PolicyDocument: _, ...fields } = versionFields(row, entry);
    return fields;
  });
  return { PolicyVersions: { PolicyVersion } };
}

export function deletePolicyVersion(call: Call): Answer {
  const row = customPolicy(call);
  const gone = version(call, row);
  if (gone.VersionId === row.DefaultVersion) {
    throw new ApiError(409, 'DeleteConflict.Policy.Version.Default', 'The default policy version can not be deleted.');
  }
  const Versions = row.Versions.filter((entry) => entry !== gone);
  call.state.policies.put(fold(row.PolicyName), { ...row, Versions, UpdateDate: isoDate(call.now) });
  return {};
}

export function setDefaultPolicyVersion(call: Call): Answer {
  const row = customPolicy(call);
  const { VersionId } = version(call, row);
  call.state.policies.put(fold(row.PolicyName), { ...row, DefaultVersion: VersionId, UpdateDate: isoDate(call.now) });
  return {};
}

export function versionFields(row: PolicyRecord, version: PolicyVersionRecord) {
  return { ...version, IsDefaultVersion: version.VersionId === row.DefaultVersion };
}

function version(call: Call, row: PolicyRecord): PolicyVersionRecord {
  const id = call.params.text('VersionId');
  if (!/^v\d+$/.test(id)) {
    throw invalidParameter('VersionId', 'Format', 'The parameter - "VersionId" is in a wrong format.');
  }
  return row.Versions.find((entry) => entry.VersionId === id) ?? notThere('Policy.Version');
}
