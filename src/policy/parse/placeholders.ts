/** What documentation prints where a reader's own value belongs. */
const PLACEHOLDERS: readonly RegExp[] = [
  /\$\{[^}:]*\}/, // ${RoleName}; a colon inside would be a policy variable such as ${acs:…}
  /<[^<>]+>/, // <account-id>
  /^x{2,}\.aliyuncs\.com$/i, // xxx.aliyuncs.com
  /\d{6,}\*{2,}/, // 123456789012****, an account id as the help pages mask it
];

/** `[ECS RAM Action]`; not looked for in condition values, where brackets can be meant. */
const BRACKETS = /\[[^[\]]+\]/;

/** The placeholder that a value still holds, if any. */
export function findPlaceholder(value: string, where: 'name' | 'condition value'): string | undefined {
  const patterns = where === 'name' ? [...PLACEHOLDERS, BRACKETS] : PLACEHOLDERS;
  for (const pattern of patterns) {
    const found = pattern.exec(value);
    if (found !== null) return found[0];
  }
  return undefined;
}

/** The account of a RAM principal that is no account id, such as the `aaa` of `acs:ram::aaa:root`. */
export function placeholderAccount(account: string): string | undefined {
  return /^(?:\d+|\*)$/.test(account) ? undefined : account;
}
