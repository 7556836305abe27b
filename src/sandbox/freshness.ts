import { ApiError } from './api-error.js';

/** How far a request's date may be from now, and so how long a nonce is remembered. Milliseconds. */
const WINDOW = 15 * 60 * 1000;

/** Refuses stale requests and those that were sent before. Nonces are kept in memory: a restart forgets them. */
export class Freshness {
  /** Time after which a nonce can be forgotten, in order of arrival. */
  readonly #nonces = new Map<string, number>();

  /** @throws ApiError `InvalidTimeStamp.Format` or `.Expired`. */
  checkDate(date: string, now: number): void {
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(time)) {
      throw new ApiError(400, 'InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.');
    }
    if (Math.abs(now - time) > WINDOW) {
      throw new ApiError(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
    }
  }

  /** @throws ApiError `SignatureNonceUsed`. Call it for verified requests only, or anybody could use up a nonce. */
  useNonce(accessKeyId: string, nonce: string, now: number): void {
    for (const [old, until] of this.#nonces) {
      if (until > now) break;
      this.#nonces.delete(old);
    }
    const key = `${accessKeyId} ${nonce}`;
    if (this.#nonces.has(key)) {
      throw new ApiError(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
    }
    this.#nonces.set(key, now + 2 * WINDOW);
  }
}
