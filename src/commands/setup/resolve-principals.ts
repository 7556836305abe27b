import type { Context } from '../../context.js';
import { NotFoundError } from '../../errors.js';
import { formatPrincipal, type Principal } from '../../model/principal.js';
import { didYouMean } from '../nearest.js';

/** @throws NotFoundError with the nearest names when one does not exist. */
export async function resolvePrincipals(context: Context, principals: readonly Principal[]): Promise<void> {
  if (principals.length === 0) return;
  const ram = await (await context.cloud()).ram();
  await Promise.all(
    principals.map(async (principal) => {
      if (await ram.principalExists(principal)) return;
      throw new NotFoundError(`There is no ${formatPrincipal(principal)}.`, {
        where: '--pass-role-to',
        hint: didYouMean(
          formatPrincipal(principal),
          (await ram.listPrincipalNames(principal.type)).map((name) => `${principal.type}/${name}`),
        ),
      });
    }),
  );
}
