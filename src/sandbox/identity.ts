import { NotFoundError } from '../errors.js';
import { rootArn, userArn } from './caller.js';
import type { LocalCloud } from './local-cloud.js';
import type { MetadataEndpoints } from './metadata-endpoints.js';
import { ADMINISTRATOR } from './population.js';
import type { SandboxIdentity } from './sandbox.js';
import { newAccessKey } from './services/ram/access-keys.js';
import type { AccessKeyRecord } from './state/records.js';
import { fold } from './state/state.js';

/** How many names an error lists. */
const LISTED = 20;

/** What a client needs to act as `root`, `user/NAME` or `i-…`. @throws NotFoundError listing who exists. */
export async function resolveIdentity(
  cloud: LocalCloud,
  endpoints: MetadataEndpoints,
  as: string,
): Promise<SandboxIdentity> {
  const account = cloud.state.owner.AccountId;
  if (as === 'root') return { as, arn: rootArn(account), ...keyOf(cloud, undefined) };
  const name = /^user\/(.+)$/.exec(as)?.[1];
  const user = name === undefined ? undefined : cloud.state.users.get(fold(name));
  if (user !== undefined) {
    const { UserName } = user;
    return { as: `user/${UserName}`, arn: userArn(account, UserName), ...keyOf(cloud, UserName) };
  }
  const instance = cloud.state.instances.get(as);
  if (instance === undefined) throw unknown(cloud, as);
  const { InstanceId, RegionId: region } = instance;
  const metadataEndpoint = await endpoints.urlOf(InstanceId);
  return { as, arn: `acs:ecs:${region}:${account}:instance/${InstanceId}`, metadataEndpoint, region };
}

export const DEFAULT_IDENTITY = `user/${ADMINISTRATOR}`;

/** The first active key; a user without one gets one, because asking for the identity means to use it. */
function keyOf(
  cloud: LocalCloud,
  userName: string | undefined,
): Pick<SandboxIdentity, 'accessKeyId' | 'accessKeySecret'> {
  const { state } = cloud;
  const keys: Iterable<AccessKeyRecord> =
    userName === undefined ? state.accessKeys.values() : state.keysOfUser.of(fold(userName));
  const active = [...keys].find((key) => key.UserName === userName && key.Status === 'Active');
  const key = active ?? cloud.transact(() => newAccessKey(state, userName, cloud.now()));
  return { accessKeyId: key.AccessKeyId, accessKeySecret: key.AccessKeySecret };
}

function unknown(cloud: LocalCloud, as: string): NotFoundError {
  const { users, instances } = cloud.state;
  const hint = as.startsWith('i-')
    ? `Instances: ${list(
        instances.size,
        [...first(instances.values())].map((row) => row.InstanceId),
      )}.`
    : `Identities: root, ${list(
        users.size,
        [...first(users.values())].map((row) => `user/${row.UserName}`),
      )}, or an instance i-….`;
  return new NotFoundError(`The sandbox knows nobody called ${JSON.stringify(as)}.`, { where: '--as', hint });
}

function* first<T>(rows: Iterable<T>): Iterable<T> {
  let count = 0;
  for (const row of rows) {
    if (count === LISTED) return;
    count += 1;
    yield row;
  }
}

function list(all: number, names: readonly string[]): string {
  return names.join(', ') + (all > names.length ? ` and ${all - names.length} more` : '');
}
