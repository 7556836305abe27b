import { timingSafeEqual } from 'node:crypto';
import { NotFoundError, RamroleError, UsageError } from '../errors.js';
import { FAULT_KINDS, readFault } from './faults.js';
import { type HttpRequest, header } from './http-request.js';
import { DEFAULT_IDENTITY, resolveIdentity } from './identity.js';
import { requestId } from './ids.js';
import type { LocalCloud } from './local-cloud.js';
import type { MetadataEndpoints } from './metadata-endpoints.js';
import { json, type Reply } from './reply.js';

/** What the folder's owner.json tells and the tool asks through `/-/…`; nobody without the token gets in. */
export const CONTROL_PREFIX = '/-/';

export interface ControlContext {
  readonly cloud: LocalCloud;
  readonly endpoints: MetadataEndpoints;
  readonly token: string;
  readonly pid: number;
}

type Route = (context: ControlContext, request: HttpRequest) => Promise<unknown> | unknown;

const routes: Readonly<Record<string, Route>> = {
  'GET /-/health': ({ cloud, pid }) => ({
    pid,
    accountId: cloud.state.owner.AccountId,
    regions: cloud.state.owner.Regions,
  }),
  'GET /-/identity': ({ cloud, endpoints }, request) =>
    resolveIdentity(cloud, endpoints, new Map(request.query).get('as') ?? DEFAULT_IDENTITY),
  'GET /-/log': ({ cloud }) => cloud.log.read(),
  'POST /-/reset': async ({ cloud, endpoints }) => {
    await endpoints.closeAll();
    cloud.reset();
    return {};
  },
  'POST /-/faults': ({ cloud }, request) => {
    const fault = readFault(parse(request));
    if (fault === undefined) {
      throw new UsageError('This is not a fault.', {
        hint: `A fault has an action and a kind: ${FAULT_KINDS.join(', ')}.`,
      });
    }
    cloud.faults.add(fault);
    return {};
  },
  'DELETE /-/faults': ({ cloud }) => {
    cloud.faults.clear();
    return {};
  },
  'POST /-/time': ({ cloud }, request) => {
    const { ms } = (parse(request) ?? {}) as { ms?: unknown };
    if (typeof ms !== 'number' || !(ms >= 0)) throw new UsageError('Time moves forward, by milliseconds.');
    return { now: cloud.advanceTime(ms) };
  },
};

export function isAuthorized(request: HttpRequest, token: string): boolean {
  const given = Buffer.from(header(request, 'authorization') ?? '');
  const right = Buffer.from(`Bearer ${token}`);
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Answers one control request. Unknown ones are refused and recorded. */
export async function answerControl(context: ControlContext, request: HttpRequest): Promise<Reply> {
  const line = `${request.method} ${request.path}`;
  try {
    if (!isAuthorized(request, context.token)) return json(403, { message: 'The token is not that of this sandbox.' });
    const route = Object.hasOwn(routes, line) ? routes[line] : undefined;
    if (route === undefined) return unknown(context.cloud, line);
    return json(200, (await route(context, request)) as object);
  } catch (error) {
    const { message, hint } = error instanceof RamroleError ? error : { message: String(error), hint: undefined };
    const status = error instanceof NotFoundError ? 404 : error instanceof UsageError ? 400 : 500;
    return json(status, { message, hint });
  }
}

function unknown(cloud: LocalCloud, line: string): Reply {
  const entry = { caller: '', product: 'control', resource: '', verdict: 'unknown', code: 'NotFound' } as const;
  cloud.record({ ...entry, action: line, status: 501, requestId: requestId(), write: false });
  return json(501, {
    message: `This sandbox knows no ${line}.`,
    hint: 'It is served by another version of the program.',
  });
}

function parse(request: HttpRequest): unknown {
  try {
    return JSON.parse(request.body.toString());
  } catch {
    return undefined;
  }
}
