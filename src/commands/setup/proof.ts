import type { Context } from '../../context.js';
import { ExpectationError } from '../../errors.js';
import { maskAccessKeyId } from '../../model/credential.js';
import type { InstanceRef } from '../../model/instance.js';
import { formatInstance } from '../../model/instance.js';
import { sameName } from '../../model/name.js';
import type { PlanReport } from '../plan-report.js';
import type { Result } from '../verb.js';

/** As many instances are asked for their credentials. */
const ASKED = 3;

interface Proof {
  readonly instance: string;
  readonly roleName: string;
  readonly accessKeyId: string;
  readonly expiration: string;
}

/**
 * In the sandbox, asks the metadata service as the instances would: do they get credentials of the role now?
 * The real cloud's metadata service answers inside the instance only.
 */
export async function withProof(
  context: Context,
  report: PlanReport,
  instances: readonly InstanceRef[],
  roleName: string,
): Promise<Result> {
  const applied = report.outcomes.every((outcome) => outcome.status === 'done');
  if (!context.isSandbox || report.error || !applied || instances.length === 0) return report;
  const proof = await Promise.all(instances.slice(0, ASKED).map((instance) => prove(context, instance)));
  const wrong = proof.find((one) => !sameName(one.roleName, roleName));
  return {
    ...report,
    data: { ...report.data, proof },
    error: wrong && new ExpectationError(`${wrong.instance} yields credentials of ${wrong.roleName}, not ${roleName}.`),
    async view(paint) {
      const lines = proof.map(
        (one) =>
          `${paint.style.good('proven')}    ${one.instance} yields credentials of ${one.roleName}: ` +
          `${one.accessKeyId}, until ${one.expiration}`,
      );
      return `${await report.view(paint)}${lines.join('\n')}\n`;
    },
  };
}

async function prove(context: Context, instance: InstanceRef): Promise<Proof> {
  const { metadataEndpoint } = await (await context.sandbox()).identity(instance.id);
  const { readInstanceCredential } = await import('../../credentials/metadata.js');
  const read = await readInstanceCredential({ endpoint: metadataEndpoint ?? '' });
  return {
    instance: formatInstance(instance),
    roleName: read.roleName,
    accessKeyId: maskAccessKeyId(read.credential.AccessKeyId),
    expiration: read.credential.Expiration,
  };
}
