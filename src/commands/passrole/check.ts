import { ASK_OPTIONS } from '../ask/ask-options.js';
import { defineVerb } from '../verb.js';

export const passroleCheck = defineVerb({
  name: 'check',
  summary: 'say whether a principal may pass a role to a service, and why or why not',
  details:
    'The verdict, and what --expect tests, is about ram:PassRole. Whether the role trusts the service is said beside it: without that the service cannot assume what it was passed.',
  examples: [
    'ramrole passrole check --principal user/alice --role SandboxEcsReader --service ecs',
    'ramrole passrole check --policy-file policy.json --role acs:ram::1234567890123456:role/EcsReader --service ecs --expect allowed',
  ],
  arguments: {},
  options: {
    role: { flags: '--role <role>', type: 'text', help: 'name of the role, or its ARN' },
    service: { flags: '--service <service>', type: 'text', help: 'ecs, pai, dataworks or <name>.aliyuncs.com' },
    ...ASK_OPTIONS,
  },

  async run(context, _args, options) {
    const [{ checkedContext, checkedService, passRoleQuestion }, { parseContext }] = await Promise.all([
      import('./check-question.js'),
      import('../ask/ask-input.js'),
    ]);
    const carried = checkedContext(parseContext(options.context));
    const service = checkedService(options.service);
    const question = await passRoleQuestion(context, options, service);
    const [{ renderFields }, { formatPrincipal }, view, { mayAssumeRole, mayPassRole }, { isServiceKey }] =
      await Promise.all([
        import('../../output/fields.js'),
        import('../../model/principal.js'),
        import('../ask/answer-view.js'),
        import('../../policy/evaluate/questions.js'),
        import('../../policy/service-key.js'),
      ]);
    const { who, role, layers, trust } = question;
    const answer = mayPassRole(layers, role, service, carried);
    const trusted = trust && mayAssumeRole({}, trust, role);
    const error = view.unmet(answer.verdict, options.expect);
    const principal = who && formatPrincipal(who);
    const data = {
      principal,
      role,
      service,
      ...view.answerData(answer),
      trust: trusted && view.answerData(trusted),
      expected: options.expect,
      met: options.expect && !error,
    };
    return {
      schema: 'ramrole.passrole.check/1',
      data,
      error,
      view: (paint) =>
        renderFields(
          [
            { label: 'Principal', value: principal },
            { label: 'Role', value: role.roleName },
            { label: 'Service', value: service },
            ...view.answerFields(answer, (key) => !isServiceKey(key)),
            { label: 'Role trusts the service', value: trusted && view.trustText(trusted) },
          ],
          paint,
        ),
    };
  },
});
