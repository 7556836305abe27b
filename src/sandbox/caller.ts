import type { RoleRecord, SessionRecord, UserRecord } from './state/records.js';
import { fold, type State } from './state/state.js';

/** Who a request's signature proves to be calling. */
export type Caller =
  | { readonly kind: 'root'; readonly arn: string }
  | { readonly kind: 'user'; readonly arn: string; readonly user: UserRecord }
  | {
      readonly kind: 'session';
      /** `acs:ram::<account>:assumed-role/<role>/<session>`. */
      readonly arn: string;
      readonly session: SessionRecord;
      /** Undefined when the role has been deleted (or deleted and made anew) since. */
      readonly role: RoleRecord | undefined;
    };

export function rootArn(account: string): string {
  return `acs:ram::${account}:root`;
}

export function userArn(account: string, userName: string): string {
  return `acs:ram::${account}:user/${userName}`;
}

/** A long-lived key's owner; undefined when the user is gone. */
export function callerOfKey(state: State, userName: string | undefined): Caller | undefined {
  const account = state.owner.AccountId;
  if (userName === undefined) return { kind: 'root', arn: rootArn(account) };
  const user = state.users.get(fold(userName));
  return user && { kind: 'user', arn: userArn(account, user.UserName), user };
}

export function callerOfSession(state: State, session: SessionRecord): Caller {
  const role = state.roles.get(fold(session.RoleName));
  return {
    kind: 'session',
    arn: `acs:ram::${state.owner.AccountId}:assumed-role/${session.RoleName}/${session.RoleSessionName}`,
    session,
    role: role?.RoleId === session.RoleId ? role : undefined,
  };
}
