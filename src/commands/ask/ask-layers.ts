import type { Context } from '../../context.js';
import { type Caller, principalLayers } from '../../diagnosis/principal-layers.js';
import { NotFoundError, UsageError } from '../../errors.js';
import { formatPrincipal } from '../../model/principal.js';
import { compile } from '../../policy/evaluate/compile.js';
import type { LayerPolicies, Layers } from '../../policy/evaluate/layers.js';
import { policySet } from '../../policy/evaluate/policy-set.js';
import { SESSION_POLICY_LIMIT } from '../../policy/parse/parse.js';
import { didYouMean } from '../nearest.js';
import { readPolicyDocument } from '../read-document.js';
import type { AskOptions } from './ask-options.js';

/**
 * What decides about the one who asks: with --policy-file the documents in files, else the policies that `who` has.
 * A control or session policy in a file stands for its layer either way; control policies without a file, and
 * resource-group policies, are what no call can read.
 * @returns the layers but for the trust policy
 * @throws UsageError for a file that cannot be read or evaluated, for stdin asked for twice, and when nobody asks;
 *   NotFoundError with the nearest names for a principal that does not exist
 */
export async function askLayers(
  context: Context,
  options: AskOptions,
  who: Caller | undefined,
): Promise<Omit<Layers, 'trust'>> {
  refuseStdinTwice(options);
  const { policyFile, controlPolicyFile, sessionPolicyFile } = options;
  const [own, control, session] = await Promise.all([
    policyFile.length > 0 ? ofFiles(context, policyFile) : ofPrincipal(context, who),
    controlPolicyFile.length > 0 && layer(context, controlPolicyFile, '--control-policy-file'),
    sessionPolicyFile !== undefined &&
      layer(context, [sessionPolicyFile], '--session-policy-file', SESSION_POLICY_LIMIT),
  ]);
  return { ...own, ...(control && { control }), ...(session && { session }) };
}

async function ofFiles(context: Context, files: readonly string[]): Promise<Layers> {
  return {
    account: await layer(context, files, '--policy-file'),
    control: 'unreadable',
    resourceGroup: 'unreadable',
  };
}

async function ofPrincipal(context: Context, who: Caller | undefined): Promise<Layers> {
  if (who === undefined) {
    throw new UsageError('Who asks?', {
      where: '--principal',
      hint: 'Write --principal user/NAME for one that exists, or --policy-file FILE for documents in files.',
    });
  }
  const ram = await (await context.cloud()).ram();
  const layers = await principalLayers(ram, who);
  if (layers !== undefined) return layers;
  throw new NotFoundError(`There is no ${formatPrincipal(who)}.`, {
    where: '--principal',
    hint: didYouMean(who.name, await ram.listPrincipalNames(who.type)),
  });
}

async function layer(context: Context, files: readonly string[], where: string, most?: number): Promise<LayerPolicies> {
  const policies = await Promise.all(
    files.map(async (file) => {
      const document = await readPolicyDocument(context, file, where, 'identity', most);
      return compile({ name: file === '-' ? 'stdin' : file, document });
    }),
  );
  return { policies: policySet(policies), refused: [] };
}

function refuseStdinTwice({ policyFile, controlPolicyFile, sessionPolicyFile, trustFile }: AskOptions): void {
  const given = [...policyFile, ...controlPolicyFile, sessionPolicyFile, trustFile];
  if (given.filter((file) => file === '-').length < 2) return;
  throw new UsageError('Only one document can come from stdin.', { where: '-' });
}
