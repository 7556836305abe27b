import { ApiError } from './api-error.js';
import type { Fault } from './faults.js';
import { json, type Reply } from './reply.js';

/** Milliseconds that a throttled client is asked to wait. */
const RETRY_AFTER = 50;
const CUT: Reply = { status: 0, type: '', body: '', cut: true };

/** What a fault answers instead of processing the call; undefined when the call is processed first. */
export function faultBefore(fault: Fault, bodyOf: (error: ApiError) => unknown): Reply | undefined {
  switch (fault.kind) {
    case 'throttle': {
      const error = new ApiError(400, 'Throttling.User', 'Request was denied due to user flow control.');
      return json(400, bodyOf(error), { 'x-acs-retry-after': String(RETRY_AFTER) });
    }
    case '503': {
      const error = new ApiError(
        503,
        'ServiceUnavailable',
        'The request has failed due to a temporary failure of the server.',
      );
      return json(503, bodyOf(error));
    }
    case 'html':
      return { status: 502, type: 'text/html', body: '<html><body><h1>502 Bad Gateway</h1></body></html>' };
    case 'reset-before':
      return CUT;
    default:
      return undefined;
  }
}

/** What a fault makes of the answer of a call that was processed. */
export function faultAfter(fault: Fault): Reply | undefined {
  if (fault.kind === 'reset-after') return CUT;
  return fault.kind === 'empty' ? { status: 200, type: 'application/json;charset=utf-8', body: '' } : undefined;
}
