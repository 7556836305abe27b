import { NotAuthorizedError, NotFoundError, UnreachableError } from '../errors.js';
import type { Credential } from '../model/credential.js';
import { readCredential } from './credential-answer.js';
import { type MetadataAnswer, requestMetadata } from './metadata-request.js';

export interface MetadataOptions {
  /** Such as `http://100.100.100.200`; see metadataEndpoint. */
  readonly endpoint: string;
  /** Milliseconds for each of the three requests. Default 3000: the service is one hop away. */
  readonly timeoutMs?: number | undefined;
}

/** What an instance is given: the role it carries and a credential of it. */
export interface InstanceCredential {
  readonly roleName: string;
  readonly credential: Credential;
  /** When the service made this credential, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly lastUpdated?: string | undefined;
}

const TOKEN_PATH = '/latest/api/token';
const ROLES_PATH = '/latest/meta-data/ram/security-credentials/';
/** Seconds, 1–21600 (cloud-api §7). Three requests need little. */
const TOKEN_TTL = 60;
const DEFAULT_TIMEOUT_MS = 3000;

/**
 * Reads the role's credential as any program inside the instance would: a token, the role's name, the credential.
 * @throws UnreachableError when no metadata service answers, or it says something that cannot be understood;
 *   NotFoundError when the instance carries no role; NotAuthorizedError when the service refuses.
 */
export async function readInstanceCredential(options: MetadataOptions): Promise<InstanceCredential> {
  const { endpoint, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const token = await readToken(endpoint, timeoutMs);
  const headers: Record<string, string> = token === undefined ? {} : { 'X-aliyun-ecs-metadata-token': token };
  const get = (path: string) => requestMetadata({ method: 'GET', endpoint, path, headers, timeoutMs });

  const roles = await get(ROLES_PATH);
  if (roles.status === 404 || (roles.status === 200 && roles.body.trim() === '')) throw noRole();
  const roleName = roleNameOf(accepted(roles, token));
  const answer = await get(`${ROLES_PATH}${encodeURIComponent(roleName)}`);
  if (answer.status === 404) throw noRole();
  return { roleName, ...readCredential(accepted(answer, token), roleName) };
}

/** @returns undefined where the service does not know tokens (it answers 404 or 405); a refusal is an error. */
async function readToken(endpoint: string, timeoutMs: number): Promise<string | undefined> {
  const headers = { 'X-aliyun-ecs-metadata-token-ttl-seconds': String(TOKEN_TTL) };
  const answer = await requestMetadata({ method: 'PUT', endpoint, path: TOKEN_PATH, headers, timeoutMs });
  if (answer.status === 404 || answer.status === 405) return undefined;
  const token = accepted(answer, undefined).trim();
  // It goes into a header: anything but visible ASCII there would be refused, or be more than one header.
  if (!/^[\x21-\x7e]+$/.test(token)) throw notUnderstood('its token');
  return token;
}

function accepted(answer: MetadataAnswer, token: string | undefined): string {
  const { status, body } = answer;
  if (status === 200) return body;
  if (status === 401 || status === 403) {
    const hint =
      token === undefined
        ? 'In hardened mode it answers only to requests with a token, and gives none to forwarded requests.'
        : 'The token was not accepted.';
    throw new NotAuthorizedError(`The metadata service refused the request (HTTP ${status}).`, { hint });
  }
  if (status >= 300 && status < 400) {
    throw new UnreachableError('The metadata service answered with a redirect, which is not followed.', {
      hint: 'Something else answers at this address, such as a proxy or a captive portal.',
    });
  }
  throw new UnreachableError(`The metadata service answered with HTTP ${status}.`);
}

/** The listing is the one role's name as text; it goes into a path next. */
function roleNameOf(body: string): string {
  const name = body.trim();
  if (!/^[A-Za-z0-9.@_-]{1,64}$/.test(name) || /^\.+$/.test(name)) throw notUnderstood('the role name');
  return name;
}

function noRole(): NotFoundError {
  return new NotFoundError('This instance carries no role.', {
    hint: 'An administrator can put one on it, from outside.',
    next: 'ramrole setup ROLE --instance INSTANCE_ID',
  });
}

function notUnderstood(what: string): UnreachableError {
  return new UnreachableError(`The metadata service answered, but ${what} could not be understood.`, {
    hint: 'Something else may answer at this address.',
  });
}
