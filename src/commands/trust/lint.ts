import { UsageError } from '../../errors.js';
import { FAIL_ON, lintReport } from '../lint-report.js';
import { defineVerb } from '../verb.js';

const WHERE = 'DOCUMENT';
/** What ends in .json is meant as a file, though a role may be called so: role/NAME says it. */
const NAME = /^(?!.*\.json$)[\w.@-]+$/i;

export const trustLint = defineVerb({
  name: 'lint',
  summary: 'find what is wrong or too wide in a trust policy',
  details:
    'A file, - for stdin, or the trust policy of a role; of a role also what is attached to it. A finding of severity high exits 8; --fail-on says otherwise.',
  examples: ['ramrole trust lint trust.json', 'ramrole trust lint SandboxEcsReader'],
  arguments: { document: { help: 'a file, -, role/NAME or NAME' } },
  options: {
    failOn: FAIL_ON,
    account: { flags: '--account <uid>', type: 'text', help: 'of a file: the account that the role is of' },
  },

  async run(context, { document }, { account: given, failOn }) {
    const [{ readLocal }, { lintDocument, lintRole }] = await Promise.all([
      import('../lint-source.js'),
      import('../../diagnosis/lint-document.js'),
    ]);
    const schema = 'ramrole.trust.lint/1';
    const local = await readLocal(context, document, WHERE, { prefix: /^role\//, name: NAME });
    if (local !== undefined) {
      const { checkAccount } = await import('../ask/ask-input.js');
      const account = given === undefined ? undefined : checkAccount(given);
      return lintReport(schema, local.source, lintDocument(local.text, 'trust', { account }), [], failOn);
    }
    if (given !== undefined)
      throw new UsageError('The account of a role that exists is known.', { where: '--account' });

    const [{ noSuchRole }, { roleEvidence }, { checkRoleName }] = await Promise.all([
      import('../no-such-role.js'),
      import('../../diagnosis/lint-evidence.js'),
      import('../../model/name.js'),
    ]);
    const roleName = checkRoleName(document.replace(/^role\//, ''), WHERE);
    const { account } = await context.binding();
    const ram = await (await context.cloud()).ram();
    const role = await ram.getRole(roleName);
    if (role === undefined) throw await noSuchRole(ram, roleName, WHERE);
    const refused: string[] = [];
    const evidence = await roleEvidence(ram, role, account, refused);
    const findings = lintRole(role.AssumeRolePolicyDocument, evidence, { account });
    return lintReport(schema, { kind: 'cloud', name: `role/${role.RoleName}` }, findings, refused, failOn);
  },
});
