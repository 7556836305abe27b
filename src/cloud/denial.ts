/** `AccessDeniedDetail` of an error body, in the API's field names (all optional; published with RAM's error format). */
export interface AccessDeniedDetail {
  readonly AuthAction?: string;
  readonly AuthPrincipalDisplayName?: string;
  readonly AuthPrincipalOwnerId?: string;
  readonly AuthPrincipalType?: string;
  readonly NoPermissionType?: string;
  readonly PolicyType?: string;
  readonly EncodedDiagnosticMessage?: string;
}

/** Who was refused what. */
export interface Denial extends AccessDeniedDetail {
  /** The RAM action, such as `ram:CreateRole`. */
  readonly action?: string | undefined;
  /** The ARN that the action was asked on. */
  readonly resource?: string | undefined;
  /** How the caller is called in a sentence. */
  readonly identity?: string | undefined;
}

/** What the caller of an API knows without asking, for errors that do not say it themselves. */
export interface DenialContext {
  readonly action?: string | undefined;
  readonly resource?: string | undefined;
  readonly identity?: string | undefined;
}

/**
 * Puts together what an error says about a refusal: its AccessDeniedDetail, then the live message form
 * `… Resource: acs:ram:*:1:role/* Action: ram:CreateRole`, then what the caller knows.
 */
export function readDenial(detail: unknown, message: string, context: DenialContext = {}): Denial {
  const known = pickStrings(detail);
  return {
    ...known,
    action: known.AuthAction ?? /\bAction: ?([\w-]+:[\w*]+)/.exec(message)?.[1] ?? context.action,
    resource: /\bResource: ?(acs:\S+)/.exec(message)?.[1] ?? context.resource,
    // For a RAM user AuthPrincipalDisplayName is a number; the ARN that GetCallerIdentity tells has the name.
    identity: context.identity ?? identityOf(known),
  };
}

/** One sentence: who may not do what on what. Names that nobody told are described instead of left out. */
export function describeDenial(denial: Denial): string {
  const who = denial.identity ?? 'the caller';
  const what = denial.action ?? 'make this call';
  return `${who} is not allowed ${denial.action ? what : `to ${what}`}${denial.resource ? ` on ${denial.resource}` : ''}`;
}

const FIELDS = [
  'AuthAction',
  'AuthPrincipalDisplayName',
  'AuthPrincipalOwnerId',
  'AuthPrincipalType',
  'NoPermissionType',
  'PolicyType',
  'EncodedDiagnosticMessage',
] as const satisfies readonly (keyof AccessDeniedDetail)[];

function pickStrings(detail: unknown): AccessDeniedDetail {
  if (typeof detail !== 'object' || detail === null) return {};
  const record = detail as Readonly<Record<string, unknown>>;
  const picked: Partial<Record<keyof AccessDeniedDetail, string>> = {};
  for (const field of FIELDS) {
    const value = record[field];
    if (typeof value === 'string' && value !== '') picked[field] = value;
  }
  return picked;
}

const PRINCIPAL_TYPES: Readonly<Record<string, string>> = {
  SubUser: 'RAM user',
  AssumedRoleUser: 'role session',
  Federated: 'federated user',
};

function identityOf(detail: AccessDeniedDetail): string | undefined {
  const name = detail.AuthPrincipalDisplayName;
  if (name === undefined) return undefined;
  const type = PRINCIPAL_TYPES[detail.AuthPrincipalType ?? ''];
  return type === undefined ? name : `${type} ${name}`;
}
