/** The tool's own credentials for one call. */
export interface CallerCredential {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
  /** Where it came from, for `--verbose` and error texts; never a secret. */
  readonly source: string;
}

/** Asked before every call, so that credentials that are renewed meanwhile are used. */
export interface CallerCredentialProvider {
  /** @throws NotAuthorizedError (exit 3) when there is none that works. */
  get(): Promise<CallerCredential>;
}
