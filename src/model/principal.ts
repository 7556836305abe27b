import { UsageError } from '../errors.js';

/** Who holds policies: written `user/NAME`, `group/NAME` or `role/NAME` on the command line. */
export interface Principal {
  readonly type: 'user' | 'group' | 'role';
  readonly name: string;
}

/** As the command line writes it. */
export function formatPrincipal(principal: Principal): string {
  return `${principal.type}/${principal.name}`;
}

/**
 * Reads what --principal and its like take.
 * @throws UsageError naming the three forms
 */
export function parsePrincipal(text: string, where: string): Principal {
  const match = /^(user|group|role)\/(.+)$/.exec(text);
  if (!match) {
    throw new UsageError(`${JSON.stringify(text)} does not name a principal.`, {
      where,
      hint: 'Write user/NAME, group/NAME or role/NAME.',
    });
  }
  return { type: match[1] as Principal['type'], name: match[2] as string };
}
