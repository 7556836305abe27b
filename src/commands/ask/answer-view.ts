import { ExpectationError, type RamroleError } from '../../errors.js';
import type { Field } from '../../output/fields.js';
import type { LayerName } from '../../policy/evaluate/layers.js';
import type { NearMatch } from '../../policy/evaluate/near-matches.js';
import type { Answer } from '../../policy/evaluate/questions.js';
import { policyGuesses } from '../../policy/guesses.js';
import type { Verdict } from '../../policy/types.js';
import { nearMatchText, reasonText } from './near-match-text.js';

/** In the view; the JSON has all. */
const MOST_NEAR_MATCHES = 5;

const LAYERS: Readonly<Record<LayerName, string>> = {
  ControlPolicy: 'control policies',
  SessionPolicy: 'session policy',
  AccountLevelIdentityBasedPolicy: 'identity policies',
  ResourceGroupLevelIdentityBasedPolicy: 'resource-group policies',
  AssumeRolePolicy: 'trust policy',
};

/** An answer as the JSON contract has it. */
export function answerData({ request, verdict, layer, reason, layers, notEvaluated, dependsOn }: Answer) {
  return { request, verdict, layer, reason, layers, notEvaluated, dependsOn };
}

/** Why the answer is what it is. */
export function answerFields(answer: Answer): Field[] {
  const { verdict, reason, layer, layers, notEvaluated, dependsOn } = answer;
  const refused = layers.flatMap((one) => one.refused);
  const near = layers.flatMap((one) => one.nearMatches);
  const decided = reason === undefined ? layer && `${LAYERS[layer]}: no statement applies` : reasonText(reason);
  return [
    { label: 'Verdict', value: verdict },
    { label: 'Decided by', value: decided },
    { label: 'Action', value: answer.request.action },
    { label: 'Resource', value: answer.request.resource },
    { label: 'Asked', value: some(layers.map((one) => `${LAYERS[one.layer]} (${one.verdict})`)) },
    { label: 'Nearly', value: nearText(near.map(nearMatchText)) },
    { label: 'Say more', value: verdict === 'allowed' ? undefined : some(absentKeys(near)) },
    { label: 'Refused', value: some(refused) },
    { label: 'Not published', value: lines(dependsOn.map((name) => policyGuesses[name].about)) },
    { label: 'Not evaluated', value: some(notEvaluated.map((name) => LAYERS[name])) },
  ];
}

/** Whether a service may assume the role that it is passed, in one line. */
export function trustText({ verdict, reason, layers }: Answer): string {
  if (verdict === 'allowed' && reason !== undefined) return `yes, by ${reasonText(reason)}`;
  if (verdict === 'unknown') return 'unknown: its trust policy could not be read or judged';
  const [near] = layers.flatMap((one) => one.nearMatches);
  const why = reason === undefined ? near && nearMatchText(near) : `denied by ${reasonText(reason)}`;
  const problem = 'no: the service could not assume the role';
  return why === undefined ? problem : `${problem} (${why})`;
}

/** The error of an expectation that the verdict does not meet; an unknown verdict meets none. */
export function unmet(verdict: Verdict, expected: string | undefined): RamroleError | undefined {
  const met = expected === 'allowed' ? verdict === 'allowed' : verdict.endsWith(' denied');
  if (expected === undefined || met) return undefined;
  return new ExpectationError(`The verdict is ${verdict}, not ${expected}.`, { where: '--expect' });
}

/** The condition keys that the request might carry, as the option that says so. */
function absentKeys(near: readonly NearMatch[]): string[] {
  const conditions = near.flatMap(({ missing }) => missing.filter((one) => one.part === 'condition'));
  const keys = conditions.filter(({ actual }) => actual === undefined).map(({ key }) => key);
  return [...new Set(keys)].map((key) => `--context ${key}=…`);
}

function some(texts: readonly string[]): string | undefined {
  return texts.length === 0 ? undefined : texts.join(', ');
}

function lines(texts: readonly string[]): string | undefined {
  return texts.length === 0 ? undefined : texts.join('\n');
}

function nearText(sentences: readonly string[]): string | undefined {
  const more = sentences.length - MOST_NEAR_MATCHES;
  const shown = sentences.slice(0, MOST_NEAR_MATCHES);
  return lines(more > 0 ? [...shown, `and ${more} more; --output json has them all`] : shown);
}
