import { securityToken, sessionKeyId, sessionSecret } from './ids.js';
import type { RoleRecord, SessionRecord } from './state/records.js';
import type { State } from './state/state.js';

/** Expired sessions are kept this long, so that their tokens are called expired and not unknown. Milliseconds. */
const KEEP_EXPIRED = 24 * 3600 * 1000;

export interface NewSession {
  readonly role: RoleRecord;
  readonly sessionName: string;
  /** Empty for none. */
  readonly policy: string;
  readonly seconds: number;
  readonly now: number;
}

/** Issues temporary credentials; each has an AccessKeyId of its own, which clients use to notice new ones. */
export function issueSession(state: State, wanted: NewSession): SessionRecord {
  prune(state, wanted.now);
  const session: SessionRecord = {
    AccessKeyId: sessionKeyId(),
    AccessKeySecret: sessionSecret(),
    SecurityToken: securityToken(),
    RoleName: wanted.role.RoleName,
    RoleId: wanted.role.RoleId,
    RoleSessionName: wanted.sessionName,
    Policy: wanted.policy,
    IssuedAt: wanted.now,
    ExpiresAt: wanted.now + wanted.seconds * 1000,
  };
  state.sessions.put(session.AccessKeyId, session);
  return session;
}

/** Sessions are in order of issue, and none lasts longer than 12 hours: looking at the oldest few is enough. */
function prune(state: State, now: number): void {
  let looked = 0;
  for (const [key, session] of state.sessions.entries()) {
    looked += 1;
    if (looked > 8 || session.ExpiresAt + KEEP_EXPIRED > now) return;
    state.sessions.delete(key);
  }
}
