import { ExpectationError, type RamroleError } from '../../errors.js';
import type { Field } from '../../output/fields.js';
import type { LayerDecision, LayerName } from '../../policy/evaluate/layers.js';
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

/** Why the answer is what it is. `settable` are the condition keys that the asker can say something about. */
export function answerFields(answer: Answer, settable: (key: string) => boolean = () => true): Field[] {
  const { verdict, reason, layer, layers, notEvaluated, dependsOn } = answer;
  const refused = layers.flatMap((one) => one.refused);
  const near = layers.flatMap((one) => one.nearMatches);
  const absent = new Set(layers.flatMap((one) => one.absentKeys).filter(settable));
  const decided = reason === undefined ? layer && noStatement(layer) : reasonText(reason);
  return [
    { label: 'Verdict', value: verdict },
    { label: 'Decided by', value: decided },
    { label: 'Action', value: answer.request.action },
    { label: 'Resource', value: answer.request.resource },
    { label: 'Asked', value: some(layers.map((one) => layerText(one, dependsOn.length > 0))) },
    { label: 'Nearly', value: nearText(near.map(nearMatchText)) },
    { label: 'Say more', value: verdict === 'allowed' ? undefined : contextOptions([...absent]) },
    { label: 'Refused', value: some(refused) },
    { label: 'Not published', value: lines(dependsOn.map((name) => policyGuesses[name].about)) },
    { label: 'Not evaluated', value: some(notEvaluated.map((name) => LAYERS[name])) },
  ];
}

/** Of an answer that hangs on a guess, with the statement that decides by the usual reading. */
function layerText({ layer, verdict, reason }: LayerDecision, unsettled: boolean): string {
  return `${LAYERS[layer]} (${verdict}${unsettled && reason !== undefined ? ` by ${reasonText(reason)}` : ''})`;
}

function noStatement(layer: LayerName): string {
  const also = layer === 'ControlPolicy' ? '; a control policy has to allow, too' : '';
  return `${LAYERS[layer]}: no statement applies${also}`;
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
  const met = expected === 'denied' ? verdict.endsWith(' denied') : verdict === expected?.replace('-', ' ');
  if (expected === undefined || met) return undefined;
  return new ExpectationError(`The verdict is ${verdict}, not ${expected}.`, { where: '--expect' });
}

/** The condition keys that the request might carry, as the option that says so. */
function contextOptions(keys: readonly string[]): string | undefined {
  return some(keys.map((key) => `--context ${key}=…`));
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
