import type { ActionRule } from './actions.js';
import type { Call } from './call.js';
import { fold } from './state/state.js';

/** The resources that a call touches: the rule's templates filled in with its parameters. */
export function resourcesOf(rule: ActionRule, call: Call): string[] {
  return rule.resources.flatMap((template) => expand(template, call));
}

function expand(template: string, call: Call): string[] {
  const match = /\{(\w+)\}/.exec(template);
  if (match === null) return [template];
  const values = valuesOf(match[1] as string, call);
  // A replacement function, because a value may hold `$&` and its like.
  return values.flatMap((value) =>
    expand(
      template.replace(match[0], () => value),
      call,
    ),
  );
}

function valuesOf(name: string, call: Call): readonly string[] {
  const { params, account, state } = call;
  if (name === 'account') return [account];
  if (name === 'policyAccount') return [params.get('PolicyType') === 'System' ? 'system' : account];
  if (name === 'InstanceIds' || name === 'ResourceNames') {
    // In the form that the handlers read, and no other: another one would be authorized and not used.
    const ids = (name === 'InstanceIds' ? params.jsonList(name) : params.list(name)) ?? [];
    return ids.length === 0 ? ['*'] : ids.map(harmless);
  }
  const given = params.text(name);
  if (name === 'UserName') return [harmless(userName(call))];
  if (name === 'GroupName') return [harmless(state.groups.get(fold(given))?.GroupName ?? given)];
  return [harmless(given)];
}

/**
 * As it is stored: an ARN's user and group names compare with case, but calls find them without, so that a Deny
 * would be bypassed by another spelling. A user who names nobody means themselves.
 */
function userName({ params, state, caller }: Call): string {
  const given = params.get('UserName');
  if (given === undefined) return caller.kind === 'user' ? caller.user.UserName : '';
  return state.users.get(fold(given))?.UserName ?? given;
}

/** Braces would be taken for another placeholder. */
function harmless(value: string): string {
  return value.replace(/[{}]/g, '');
}
