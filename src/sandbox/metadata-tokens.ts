import { randomBytes } from 'node:crypto';

/** The tokens of one instance's metadata service; they live in memory, as long as the server. */
export class MetadataTokens {
  readonly #until = new Map<string, number>();

  issue(seconds: number, now: number): string {
    for (const [token, until] of this.#until) if (until <= now) this.#until.delete(token);
    const token = randomBytes(32).toString('base64url');
    this.#until.set(token, now + seconds * 1000);
    return token;
  }

  holds(token: string, now: number): boolean {
    const until = this.#until.get(token);
    return until !== undefined && now < until;
  }
}
