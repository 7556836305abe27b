import { FAIL_ON, lintReport } from '../lint-report.js';
import { defineVerb } from '../verb.js';

const WHERE = 'DOCUMENT';

export const policyLint = defineVerb({
  name: 'lint',
  summary: 'find what is wrong or too wide in an identity policy',
  details:
    'A file, - for stdin, or a policy that exists, in its default version. A finding of severity high exits 8; --fail-on says otherwise.',
  examples: ['ramrole policy lint policy.json', 'ramrole policy lint system/AliyunECSFullAccess --output json'],
  arguments: { document: { help: 'a file, -, system/NAME, custom/NAME or NAME' } },
  options: { failOn: FAIL_ON },

  async run(context, { document }, { failOn }) {
    const [{ readLocal }, { lintDocument }] = await Promise.all([
      import('../lint-source.js'),
      import('../../diagnosis/lint-document.js'),
    ]);
    const schema = 'ramrole.policy.lint/1';
    const local = await readLocal(context, document, WHERE, {
      prefix: /^(?:system|custom)\//,
      name: /^[A-Za-z0-9-]+$/,
    });
    if (local !== undefined) {
      return lintReport(schema, local.source, lintDocument(local.text, 'identity'), [], failOn);
    }

    const [{ resolvePolicy }, { policyFacts }, { formatPolicy, parsePolicyAddress }] = await Promise.all([
      import('../resolve-policy.js'),
      import('../../diagnosis/lint-evidence.js'),
      import('../../model/policy.js'),
    ]);
    const address = parsePolicyAddress(document, WHERE);
    const { account } = await context.binding();
    const ram = await (await context.cloud()).ram();
    const policy = await resolvePolicy(ram, address, WHERE, (ref) => ram.getPolicy(ref));
    const ref = { type: policy.PolicyType, name: policy.PolicyName };
    const refused: string[] = [];
    const facts = await policyFacts(ram, ref, policy.PolicyDocument, account, refused);
    const findings = lintDocument(policy.PolicyDocument, 'identity', facts);
    return lintReport(schema, { kind: 'cloud', name: formatPolicy(ref) }, findings, refused, failOn);
  },
});
