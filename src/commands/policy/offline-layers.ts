import type { Context } from '../../context.js';
import { UsageError } from '../../errors.js';
import { compile } from '../../policy/evaluate/compile.js';
import type { LayerPolicies, Layers } from '../../policy/evaluate/layers.js';
import { policySet } from '../../policy/evaluate/policy-set.js';
import { readPolicyDocument } from '../read-document.js';
import type { AskOptions } from './ask-options.js';

/**
 * The layers that the files say. Resource-group policies, and control policies without a file, stay what no call can
 * read; a session policy that was not given does not exist.
 * @throws UsageError for a file that cannot be read or evaluated, and for stdin asked for twice.
 */
export async function offlineLayers(context: Context, options: AskOptions): Promise<Layers> {
  const { policyFile, controlPolicyFile, sessionPolicyFile, trustFile } = options;
  const given = [...policyFile, ...controlPolicyFile, sessionPolicyFile, trustFile];
  if (given.filter((file) => file === '-').length > 1) {
    throw new UsageError('Only one document can come from stdin.', { where: '-' });
  }
  const [account, control, session] = await Promise.all([
    layer(context, policyFile, '--policy-file'),
    layer(context, controlPolicyFile, '--control-policy-file'),
    sessionPolicyFile === undefined ? undefined : layer(context, [sessionPolicyFile], '--session-policy-file'),
  ]);
  return {
    account,
    control: controlPolicyFile.length > 0 ? control : 'unreadable',
    session,
    resourceGroup: 'unreadable',
  };
}

async function layer(context: Context, files: readonly string[], where: string): Promise<LayerPolicies> {
  const policies = await Promise.all(
    files.map(async (file) =>
      compile({ name: file, document: await readPolicyDocument(context, file, where, 'identity') }),
    ),
  );
  return { policies: policySet(policies), refused: [] };
}
