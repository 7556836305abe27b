/** Temporary credentials of a role, as the metadata service hands them out. */
export interface Credential {
  readonly AccessKeyId: string;
  readonly AccessKeySecret: string;
  readonly SecurityToken: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly Expiration: string;
}

/** A long secret for human eyes: enough to tell two apart, too little to use. Short ones vanish whole. */
export function maskSecret(secret: string): string {
  return secret.length < 16 ? '****' : `${secret.slice(0, 4)}****${secret.slice(-4)}`;
}
