/** Why a caller was refused, as the API tells it (cloud-api §1). */
export interface AccessDeniedDetail {
  readonly PolicyType: string;
  readonly AuthPrincipalOwnerId: string;
  /** Opaque: base64 of an id. */
  readonly EncodedDiagnosticMessage: string;
  readonly AuthPrincipalType: 'SubUser' | 'AssumedRoleUser' | 'Federated';
  readonly AuthPrincipalDisplayName: string;
  readonly NoPermissionType: 'ImplicitDeny' | 'ExplicitDeny';
  readonly AuthAction: string;
}

/** An answer that is an error: HTTP status, the API's code and message. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly detail: AccessDeniedDetail | undefined;

  constructor(status: number, code: string, message: string, detail?: AccessDeniedDetail) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

/** 400 `InvalidParameter.<name>.<what>`: RAM's and STS's way of refusing one parameter. */
export function invalidParameter(name: string, what: string, message: string): ApiError {
  return new ApiError(400, what === '' ? `InvalidParameter.${name}` : `InvalidParameter.${name}.${what}`, message);
}

export function missingParameter(name: string): ApiError {
  return new ApiError(
    400,
    `MissingParameter.${name}`,
    `The input parameter ${name} that is mandatory for processing this request is missing.`,
  );
}

/** The JSON body of an error. */
export function errorBody(error: ApiError, requestId: string, host: string, product: string): Record<string, unknown> {
  const query = `q=${encodeURIComponent(error.code)}&product=${product}&requestId=${requestId}`;
  return {
    RequestId: requestId,
    HostId: host,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?${query}`,
    ...(error.detail === undefined ? {} : { AccessDeniedDetail: error.detail }),
  };
}
