import { parseArn } from '../../../model/arn.js';
import { SESSION_POLICY_LIMIT } from '../../../policy/parse/parse.js';
import { ApiError, invalidParameter } from '../../api-error.js';
import { contextOf } from '../../authorize.js';
import type { Answer, Call } from '../../call.js';
import { accessDeniedDetail } from '../../denial.js';
import { isoDate } from '../../ids.js';
import { malformations } from '../../policies.js';
import { issueSession } from '../../sessions.js';
import type { RoleRecord } from '../../state/records.js';
import { fold } from '../../state/state.js';
import { trusts } from '../../trust.js';

/** Needs the trust policy and the caller's own policy (asked before); the account root may not (cloud-api §6). */
export function assumeRole(call: Call): Answer {
  const RoleSessionName = call.params.text('RoleSessionName');
  if (!/^[A-Za-z0-9.@_-]{2,64}$/.test(RoleSessionName)) throw wronglyFormed('RoleSessionName');
  const role = readRole(call);
  const seconds = readDuration(call, role);
  const policy = readPolicy(call);
  if (call.caller.kind === 'root') throw notAuthorized();
  const { caller, account } = call;
  const decision = trusts(role, { arn: caller.arn, accountId: account }, account, contextOf(call), call.guesses);
  if (decision.verdict !== 'allowed') {
    throw notAuthorized(accessDeniedDetail(caller, account, 'sts:AssumeRole', decision, 'AssumeRolePolicy'));
  }
  const session = issueSession(call.state, {
    role,
    sessionName: RoleSessionName,
    policy,
    seconds,
    now: call.now,
  });
  return {
    AssumedRoleUser: {
      Arn: `acs:ram::${account}:role/${role.RoleName.toLowerCase()}/${RoleSessionName}`,
      AssumedRoleId: `${role.RoleId}:${RoleSessionName}`,
    },
    Credentials: {
      AccessKeyId: session.AccessKeyId,
      AccessKeySecret: session.AccessKeySecret,
      SecurityToken: session.SecurityToken,
      Expiration: isoDate(session.ExpiresAt),
    },
  };
}

function readRole(call: Call): RoleRecord {
  const arn = parseArn(call.params.text('RoleArn'));
  const name = /^role\/([^/]+)$/.exec(arn?.relativeId ?? '')?.[1];
  if (arn?.service !== 'ram' || name === undefined) throw wronglyFormed('RoleArn');
  const role = arn.account === call.account ? call.state.roles.get(fold(name)) : undefined;
  if (role === undefined) throw new ApiError(404, 'EntityNotExist.Role', 'The specified Role not exists.');
  return role;
}

/** 900 to the role's own limit; one hour when left out. Seconds. */
function readDuration(call: Call, role: RoleRecord): number {
  const seconds = call.params.integer('DurationSeconds') ?? 3600;
  if (seconds >= 900 && seconds <= role.MaxSessionDuration) return seconds;
  const hours = role.MaxSessionDuration / 3600;
  throw invalidParameter('DurationSeconds', '', `The Min/Max value of DurationSeconds is 15min/${hours}hr.`);
}

function readPolicy(call: Call): string {
  const text = call.params.text('Policy');
  if (text === '') return '';
  if (text.length > SESSION_POLICY_LIMIT)
    throw invalidParameter('PolicySize', '', 'The size of Policy must be smaller than 2048 bytes.');
  if (malformations(text, 'identity', call.guesses).length > 0) {
    throw invalidParameter('PolicyGrammar', '', 'The parameter Policy has not passed grammar check.');
  }
  return text;
}

function wronglyFormed(parameter: string): ApiError {
  return invalidParameter(parameter, '', `The parameter ${parameter} is wrongly formed.`);
}

function notAuthorized(detail?: ApiError['detail']): ApiError {
  const message = 'You are not authorized to do this action. You should be authorized by RAM.';
  return new ApiError(403, 'NoPermission', message, detail);
}
