import { formatPolicy } from '../../../model/policy.js';
import { ApiError } from '../../api-error.js';
import type { Answer, Call } from '../../call.js';
import { isoDate } from '../../ids.js';
import { defaultVersion, systemPolicyRows } from '../../policies.js';
import type { PolicyRecord } from '../../state/records.js';
import { fold, type State } from '../../state/state.js';
import { readPolicyDocument } from './documents.js';
import { alreadyThere, customPolicy, limitExceeded, policy, readPolicyType } from './lookup.js';
import { checkLength, readName } from './names.js';
import { page } from './paging.js';
import { tagsField } from './tags.js';
import { versionFields } from './versions.js';

const MAX_POLICIES = 1500;

export function createPolicy(call: Call): Answer {
  const name = readName(call.params, 'PolicyName');
  const document = readPolicyDocument(call, 'PolicyDocument');
  const Description = checkLength('Description', call.params.text('Description'), 0, 1024);
  if (call.state.policies.has(fold(name))) throw alreadyThere('Policy', 'policy');
  if (call.state.policies.size >= MAX_POLICIES)
    throw limitExceeded('Policy', 'The number of policies beyond the limit.');
  const date = isoDate(call.now);
  const row: PolicyRecord = {
    PolicyName: name,
    PolicyType: 'Custom',
    Description,
    DefaultVersion: 'v1',
    CreateDate: date,
    UpdateDate: date,
    Versions: [{ VersionId: 'v1', CreateDate: date, PolicyDocument: document }],
    NextVersion: 2,
    Tags: call.params.tags('Tag'),
  };
  call.state.policies.put(fold(name), row);
  return {
    Policy: { PolicyName: name, PolicyType: 'Custom', Description, DefaultVersion: 'v1', CreateDate: date },
  };
}

export function getPolicy(call: Call): Answer {
  const row = policy(call);
  const version = defaultVersion(row);
  return {
    Policy: policyFields(call.state, row),
    ...(version === undefined ? {} : { DefaultPolicyVersion: versionFields(row, version) }),
  };
}

/** Custom policies first, then system ones; PolicyType narrows it. */
export function listPolicies(call: Call): Answer {
  const type = call.params.text('PolicyType') === '' ? undefined : readPolicyType(call.params);
  const { rows, fields } = page(call.params, everyPolicy(call.state, type));
  return {
    ...fields,
    Policies: { Policy: rows.map((row) => ({ ...policyFields(call.state, row), ...tagsField(row.Tags) })) },
  };
}

function* everyPolicy(state: State, type: PolicyRecord['PolicyType'] | undefined): Iterable<[string, PolicyRecord]> {
  if (type !== 'System') for (const row of state.policies.values()) yield [`Custom/${row.PolicyName}`, row];
  if (type !== 'Custom') for (const row of systemPolicyRows()) yield [`System/${row.PolicyName}`, row];
}

/** CascadingDelete takes the other versions along; nothing is detached for the caller. */
export function deletePolicy(call: Call): Answer {
  const row = customPolicy(call);
  const [attached] = call.state.attachmentsOfPolicy.of(fold(formatPolicy({ type: 'Custom', name: row.PolicyName })));
  if (attached !== undefined) {
    const noun = attached.Principal.type;
    throw conflict(
      `Policy.${noun[0]?.toUpperCase()}${noun.slice(1)}`,
      `The policy can not be attached to any ${noun} when deleting.`,
    );
  }
  if (row.Versions.length > 1 && !call.params.flag('CascadingDelete')) {
    throw conflict('Policy.Version', 'The policy can not have any non-default version when deleting.');
  }
  call.state.policies.delete(fold(row.PolicyName));
  return {};
}

function conflict(what: string, message: string): ApiError {
  return new ApiError(409, `DeleteConflict.${what}`, message);
}

function policyFields(state: State, row: PolicyRecord) {
  const { PolicyName, PolicyType, Description, DefaultVersion, CreateDate, UpdateDate } = row;
  const AttachmentCount = state.attachmentsOfPolicy.count(fold(formatPolicy({ type: PolicyType, name: PolicyName })));
  return { PolicyName, PolicyType, Description, DefaultVersion, CreateDate, UpdateDate, AttachmentCount };
}
