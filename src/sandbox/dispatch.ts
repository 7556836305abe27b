import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, errorBody } from './api-error.js';
import { authenticate } from './authenticate.js';
import { authorize } from './authorize.js';
import type { Call } from './call.js';
import { accessDeniedDetail } from './denial.js';
import { faultAfter, faultBefore } from './fault-replies.js';
import type { Fault } from './faults.js';
import { type HttpRequest, header, paramsOf } from './http-request.js';
import { requestId } from './ids.js';
import type { LocalCloud } from './local-cloud.js';
import type { LogVerdict } from './log.js';
import { json, type Reply } from './reply.js';
import { resourcesOf } from './resources.js';
import { findService, type Service } from './services/index.js';
import { readClaim } from './signature-acs3.js';

/** What becomes known of a call on its way, for the log. */
interface Trace {
  caller: string;
  resource: string;
  verdict: LogVerdict;
  code: string;
}

/** Answers one API request of any product: who, may it, do it; and writes it down. */
export async function dispatch(cloud: LocalCloud, request: HttpRequest): Promise<Reply> {
  const id = requestId();
  const { service, action, version } = target(request);
  const faults = cloud.faults.take(action);
  for (const fault of faults) if (fault.kind === 'latency') await sleep(fault.ms ?? 1000);
  const fault: Fault | undefined = faults.find((entry) => entry.kind !== 'latency');
  const trace: Trace = { caller: '', resource: '', verdict: 'unknown', code: '' };
  const host = service?.host ?? 'localhost';
  const product = service?.product ?? '';
  const before = fault && faultBefore(fault, (error) => errorBody(error, id, host, product));
  if (before !== undefined) trace.verdict = 'fault';
  const processed = before ?? perform(cloud, request, { id, service, action, version, trace });
  const reply = (before === undefined && fault && faultAfter(fault)) || processed;
  cloud.record({
    caller: trace.caller,
    product,
    action,
    resource: trace.resource,
    verdict: trace.verdict,
    status: reply.cut === true ? 0 : reply.status,
    code: trace.code,
    requestId: id,
    write: service?.rules[action]?.write ?? false,
    ...(faults.length === 0 ? {} : { fault: faults.map((entry) => entry.kind).join(' ') }),
  });
  return reply;
}

/** Product and action, from the headers that ACS3 signs or else from the parameters. */
function target(request: HttpRequest): { service: Service | undefined; action: string; version: string } {
  const query = new Map(request.query);
  const version = header(request, 'x-acs-version') ?? query.get('Version') ?? '';
  const action = header(request, 'x-acs-action') ?? query.get('Action') ?? '';
  return { service: request.path === '/' ? findService(version) : undefined, action, version };
}

interface Target {
  readonly id: string;
  readonly service: Service | undefined;
  readonly action: string;
  readonly version: string;
  readonly trace: Trace;
}

function perform(cloud: LocalCloud, request: HttpRequest, { id, service, action, trace }: Target): Reply {
  const headers = { 'x-acs-request-id': id };
  try {
    const body = answer(cloud, request, service, action, trace);
    return json(200, { RequestId: id, ...body }, headers);
  } catch (error) {
    const failure = error instanceof ApiError ? error : new ApiError(500, 'InternalError', String(error));
    trace.code = failure.code;
    return json(failure.status, errorBody(failure, id, service?.host ?? 'localhost', service?.product ?? ''), headers);
  }
}

function answer(
  cloud: LocalCloud,
  request: HttpRequest,
  service: Service | undefined,
  action: string,
  trace: Trace,
): Record<string, unknown> {
  const rule = service && Object.hasOwn(service.rules, action) ? service.rules[action] : undefined;
  const handler = service?.handlers[action];
  if (service === undefined || rule === undefined || handler === undefined) {
    throw new ApiError(404, 'InvalidAction.NotFound', 'Specified api is not found, please check your url and method.');
  }
  trace.verdict = 'unauthenticated';
  const clocks = { real: cloud.realNow(), cloud: cloud.now() };
  const caller = authenticate(cloud.state, cloud.freshness, cloud.guesses, request, clocks);
  trace.caller = caller.arn;
  const account = cloud.state.owner.AccountId;
  const params = paramsOf(request, readClaim(request).signedHeaders);
  const call: Call = { params, state: cloud.state, account, caller, now: clocks.cloud, guesses: cloud.guesses };
  const resources = resourcesOf(rule, call);
  trace.resource = resources.join(' ');
  trace.verdict = 'denied';
  const refusal = authorize(call, rule, resources);
  if (refusal !== undefined) {
    trace.resource = refusal.resource;
    const { decision, policyType } = refusal;
    throw service.denied(refusal, accessDeniedDetail(caller, account, refusal.action, decision, policyType));
  }
  trace.verdict = 'allowed';
  return cloud.transact(() => handler(call));
}
