import { type HttpRequest, header } from './http-request.js';
import { isoDate } from './ids.js';
import { instanceCredential } from './instance-credential.js';
import type { LocalCloud } from './local-cloud.js';
import type { MetadataTokens } from './metadata-tokens.js';
import { json, type Reply, text } from './reply.js';
import type { InstanceRecord } from './state/records.js';

const NOT_FOUND = text(404, 'Not Found\n');
const CREDENTIALS = 'ram/security-credentials/';

/** Answers one request to the metadata service as the given instance sees it (cloud-api §7). */
export function answerMetadata(cloud: LocalCloud, tokens: MetadataTokens, id: string, request: HttpRequest): Reply {
  const instance = cloud.state.instances.get(id);
  if (instance === undefined) return NOT_FOUND;
  if (request.path === '/latest/api/token') return issueToken(cloud, tokens, request);
  if (request.method !== 'GET') return text(405, 'Method Not Allowed\n');
  const token = header(request, 'x-aliyun-ecs-metadata-token');
  const known = token !== undefined && tokens.holds(token, cloud.now());
  if (token === undefined ? instance.HttpTokens === 'required' : !known) {
    return text(Number(cloud.guesses.metadataTokenless), 'Forbidden\n');
  }
  const path = /^\/latest\/meta-data(?:\/(.*))?$/.exec(request.path);
  return path === null ? NOT_FOUND : readItem(cloud, instance, path[1] ?? '');
}

/** A PUT that was forwarded comes from outside the instance and is refused. */
function issueToken(cloud: LocalCloud, tokens: MetadataTokens, request: HttpRequest): Reply {
  if (request.method !== 'PUT') return text(405, 'Method Not Allowed\n');
  if (request.headers.has('x-forwarded-for')) return text(403, 'Forbidden\n');
  const ttl = header(request, 'x-aliyun-ecs-metadata-token-ttl-seconds') ?? '';
  const seconds = /^\d{1,5}$/.test(ttl) ? Number(ttl) : 0;
  if (seconds < 1 || seconds > 21600) return text(400, 'Bad Request\n');
  return text(200, tokens.issue(seconds, cloud.now()));
}

function readItem(cloud: LocalCloud, instance: InstanceRecord, path: string): Reply {
  const items: Readonly<Record<string, string>> = {
    hostname: instance.InstanceName,
    'instance-id': instance.InstanceId,
    'owner-account-id': cloud.state.owner.AccountId,
    'private-ipv4': instance.PrivateIpAddress,
    'region-id': instance.RegionId,
    'zone-id': instance.ZoneId,
  };
  if (path === '') {
    return text(200, [...Object.keys(items), ...(instance.RamRoleName === '' ? [] : ['ram/'])].sort().join('\n'));
  }
  if (Object.hasOwn(items, path)) return text(200, items[path] as string);
  if (instance.RamRoleName === '') return NOT_FOUND;
  if (path === 'ram' || path === 'ram/') return text(200, CREDENTIALS.slice('ram/'.length));
  if (path === CREDENTIALS || `${path}/` === CREDENTIALS) return text(200, instance.RamRoleName);
  return path === CREDENTIALS + instance.RamRoleName ? credential(cloud, instance) : NOT_FOUND;
}

function credential(cloud: LocalCloud, instance: InstanceRecord): Reply {
  const session = instanceCredential(cloud, instance);
  if (session === undefined) {
    if (cloud.guesses.metadataBrokenRole === '404') return NOT_FOUND;
    return json(200, { Code: 'Failed', Message: 'The role can not be assumed by ecs.' });
  }
  return json(200, {
    AccessKeyId: session.AccessKeyId,
    AccessKeySecret: session.AccessKeySecret,
    Expiration: isoDate(session.ExpiresAt),
    SecurityToken: session.SecurityToken,
    LastUpdated: isoDate(session.IssuedAt),
    Code: 'Success',
  });
}
