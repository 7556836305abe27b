import type { Credential } from '../model/credential.js';

export interface CredentialState {
  /** Whole seconds until it expires; negative when that is past. */
  readonly secondsLeft: number;
  readonly expired: boolean;
}

/** @param now milliseconds since the epoch. A date that cannot be read counts as expired. */
export function credentialState(credential: Pick<Credential, 'Expiration'>, now: number): CredentialState {
  const end = Date.parse(credential.Expiration);
  if (Number.isNaN(end)) return { secondsLeft: 0, expired: true };
  const secondsLeft = Math.floor((end - now) / 1000);
  return { secondsLeft, expired: end <= now };
}
