/** A role as ListRoles answers: without its trust document. Field names are the API's. */
export interface RoleSummary {
  readonly RoleName: string;
  readonly RoleId: string;
  readonly Arn: string;
  readonly Description: string;
  /** Seconds. */
  readonly MaxSessionDuration: number;
  readonly CreateDate: string;
  readonly UpdateDate: string;
}

/** A role as GetRole answers. */
export interface Role extends RoleSummary {
  /** The trust policy's text, exactly as the API returned it. */
  readonly AssumeRolePolicyDocument: string;
}
