import type { ActionRule } from './actions.js';
import type { Params } from './params.js';

/** The resources that a call touches: the rule's templates filled in with its parameters. */
export function resourcesOf(rule: ActionRule, params: Params, account: string): string[] {
  return rule.resources.flatMap((template) => expand(template, params, account));
}

function expand(template: string, params: Params, account: string): string[] {
  const match = /\{(\w+)\}/.exec(template);
  if (match === null) return [template];
  const values = valuesOf(match[1] as string, params, account);
  // A replacement function, because a value may hold `$&` and its like.
  return values.flatMap((value) =>
    expand(
      template.replace(match[0], () => value),
      params,
      account,
    ),
  );
}

function valuesOf(name: string, params: Params, account: string): readonly string[] {
  if (name === 'account') return [account];
  if (name === 'policyAccount') return [params.get('PolicyType') === 'System' ? 'system' : account];
  if (name === 'InstanceIds' || name === 'ResourceNames') {
    const ids = params.list(name);
    return ids.length === 0 ? ['*'] : ids.map(harmless);
  }
  return [harmless(params.text(name))];
}

/** Braces would be taken for another placeholder. */
function harmless(value: string): string {
  return value.replace(/[{}]/g, '');
}
