/** What documentation prints where a reader's own value belongs. */
const PLACEHOLDERS: readonly RegExp[] = [
  /\$\{[^}:${]*\}/, // ${RoleName}; a colon inside would be a policy variable such as ${acs:…}
  /<[^<>]+>/, // <account-id>
  /^x{2,}\.aliyuncs\.com$/i, // xxx.aliyuncs.com
  /(?<!\d)\d{6,}\*{2,}/, // 123456789012****, an account id as the help pages mask it
];

/** Not looked for in condition values, where brackets and the like can be meant. */
const IN_NAMES: readonly RegExp[] = [
  ...PLACEHOLDERS,
  /\[[^[\]]+\]/, // [ECS RAM Action]
  /(?<!\$)\{[^{}:]+\}/, // {bucketName}, also doubled
  /(?<=^|:|:(?:role|user|policy)\/)x{3,}(?=$|[:/])/i, // xxx
  /(?<=^|[:/])(?:YOUR|REPLACE|CHANGE)[_-][\w-]+/, // YOUR_BUCKET, REPLACE_ME
  /(?<=^|[:/])(?:your|my)-?account-?id(?=$|[:/])/i,
];

/** The placeholder that a value still holds, if any. */
export function findPlaceholder(value: string, where: 'name' | 'condition value'): string | undefined {
  for (const pattern of where === 'name' ? IN_NAMES : PLACEHOLDERS) {
    const found = pattern.exec(value);
    if (found !== null) return found[0];
  }
  return undefined;
}

/** The account of an ARN that is no account id, such as the `aaa` of `acs:ram::aaa:root`. */
export function placeholderAccount(account: string): string | undefined {
  return /^(?:[\d*?]*|system)$/.test(account) ? undefined : account;
}
