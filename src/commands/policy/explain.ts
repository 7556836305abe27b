import { formatPrincipal } from '../../model/principal.js';
import { renderFields } from '../../output/fields.js';
import { ASK_OPTIONS } from '../ask/ask-options.js';
import { defineVerb } from '../verb.js';

export const policyExplain = defineVerb({
  name: 'explain',
  summary: 'say whether a request is allowed, and why or why not',
  details:
    'Of a user or a role as it is (--principal), or offline of documents in files. Names the policy, version and statement that decide, and the statements that nearly matched.',
  examples: [
    'ramrole policy explain --principal user/alice --action oss:GetObject --resource acs:oss:oss-cn-hangzhou:1234567890123456:examplebucket/a',
    'ramrole policy explain --policy-file policy.json --action ecs:StartInstance --resource acs:ecs:cn-hangzhou:1234567890123456:instance/i-1 --expect allowed',
  ],
  arguments: {},
  options: {
    action: { flags: '--action <action>', type: 'text', help: 'such as ecs:StartInstance' },
    resource: { flags: '--resource <arn>', type: 'text', help: 'ARN of the one resource, or * for a call without one' },
    service: {
      flags: '--service <service>',
      type: 'text',
      help: 'for sts:AssumeRole: the service that assumes the role',
    },
    ...ASK_OPTIONS,
  },

  async run(context, _args, options) {
    const [{ checkAction, checkResource, parseContext }, { mayDo }, view] = await Promise.all([
      import('../ask/ask-input.js'),
      import('../../policy/evaluate/questions.js'),
      import('../ask/answer-view.js'),
    ]);
    const request = {
      action: checkAction(options.action),
      resource: checkResource(options.resource),
      context: parseContext(options.context),
    };
    const { explainQuestion } = await import('./explain-question.js');
    const { who, layers } = await explainQuestion(context, { ...options, request });
    const answer = mayDo(layers, request);
    const principal = who && ('service' in who ? who.service : formatPrincipal(who));
    const error = view.unmet(answer.verdict, options.expect);
    return {
      schema: 'ramrole.policy.explain/1',
      data: { principal, ...view.answerData(answer), expected: options.expect, met: options.expect && !error },
      error,
      view: (paint) => renderFields([{ label: 'Principal', value: principal }, ...view.answerFields(answer)], paint),
    };
  },
});
