/** `acs:<service>:<region>:<account>:<relative-id>` (cloud-api: policy language). */
export interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fourth colon, such as `role/EcsReader`; may hold colons and slashes itself. */
  readonly relativeId: string;
}

/** Splits an ARN; undefined when the text is not one. */
export function parseArn(text: string): Arn | undefined {
  const [acs, service, region, account, ...rest] = text.split(':');
  if (acs !== 'acs' || !service || region === undefined || account === undefined) return undefined;
  if (rest.length === 0) return undefined;
  return { service, region, account, relativeId: rest.join(':') };
}

/** The role that an ARN names, such as `EcsReader` of `acs:ram::123:role/EcsReader`; undefined for anything else. */
export function roleNameOf(arn: string): string | undefined {
  const { service, relativeId = '' } = parseArn(arn) ?? {};
  return service === 'ram' ? /^role\/([^/]+)$/.exec(relativeId)?.[1] : undefined;
}

/** The ARN of a role as RAM prints it: `acs:ram::<account>:role/<name>`. The API prints the path in lower case. */
export function roleArn(account: string, roleName: string): string {
  return `acs:ram::${account}:role/${roleName.toLowerCase()}`;
}
