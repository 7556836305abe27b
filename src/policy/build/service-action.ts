import { UsageError } from '../../errors.js';
import type { Statement } from '../types.js';
import { printDocument } from './print.js';

/**
 * What a RAM user needs to create instances that carry a role: the service's own actions on everything, and a grant
 * to pass the role (seed ecs.txt, "[ECS RAM Action]"). The seed lets its user pass every role; a `passRole`
 * statement that names the role is narrower.
 * @param actions such as `ecs:CreateInstance`, or `ecs:*`
 * @throws UsageError for no action, and for a text that is none, such as the seed's placeholder.
 */
export function serviceActionPolicy(actions: readonly string[], passRole: Statement): string {
  const wrong = actions.find((action) => !/^[a-z][a-z0-9-]*:[A-Za-z0-9*?]+$/.test(action));
  if (wrong !== undefined || actions.length === 0) {
    throw new UsageError(wrong === undefined ? 'No action was given.' : `${JSON.stringify(wrong)} is no action.`, {
      hint: 'Write service:Operation, such as ecs:CreateInstance, or ecs:* for all of ECS.',
    });
  }
  const [action, ...more] = actions;
  const own: Statement = { Action: more.length > 0 ? actions : (action as string), Resource: '*', Effect: 'Allow' };
  return printDocument([own, passRole]);
}
