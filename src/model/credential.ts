/** Temporary credentials of a role, as the metadata service hands them out. */
export interface Credential {
  readonly AccessKeyId: string;
  readonly AccessKeySecret: string;
  readonly SecurityToken: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly Expiration: string;
}

/** A secret for human eyes: its last four characters tell two apart. Short ones vanish whole. */
export function maskSecret(secret: string): string {
  return secret.length < 16 ? '****' : `****${secret.slice(-4)}`;
}

/** An AccessKeyId for human eyes: the first four characters say its kind (`STS.`, `LTAI`). */
export function maskAccessKeyId(id: string): string {
  return id.length < 16 ? '****' : `${id.slice(0, 4)}****${id.slice(-4)}`;
}
