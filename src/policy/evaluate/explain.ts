import { defaultPolicyGuesses, type PolicyGuesses } from '../guesses.js';
import type { AccessRequest } from '../types.js';
import { absentKeys, absentTrustKeys } from './absent-keys.js';
import { evaluateLayers, type LayerDecision, type LayeredDecision, type LayerName, type Layers } from './layers.js';
import { type NearMatch, nearMatches, nearTrustMatches } from './near-matches.js';

/** A layer with what nearly matched in it. */
export interface LayerExplanation extends LayerDecision {
  /** What would have changed this layer's verdict: the denials that nearly applied to an allow, else the allows. */
  readonly nearMatches: readonly NearMatch[];
  /** Condition keys that its statements about this request ask for, and that the request does not carry. */
  readonly absentKeys: readonly string[];
}

/** A decision with what nearly matched in each layer. */
export interface Explanation extends LayeredDecision {
  readonly layers: readonly LayerExplanation[];
}

/** Decides as evaluateLayers does, and says for each layer which statements nearly matched and what was missing. */
export function explain(
  layers: Layers,
  request: AccessRequest,
  guesses: PolicyGuesses = defaultPolicyGuesses,
): Explanation {
  const decision = evaluateLayers(layers, request, guesses);
  return {
    ...decision,
    layers: decision.layers.map((one) => ({ ...one, ...detailsOf(one, layers, request, guesses) })),
  };
}

type Details = Pick<LayerExplanation, 'nearMatches' | 'absentKeys'>;

const NONE: Details = { nearMatches: [], absentKeys: [] };

function detailsOf(
  { layer, verdict }: LayerDecision,
  layers: Layers,
  request: AccessRequest,
  guesses: PolicyGuesses,
): Details {
  const settled = verdict === 'explicitly denied';
  const effect = verdict === 'allowed' ? 'Deny' : 'Allow';
  if (layer === 'AssumeRolePolicy') {
    const { trust } = layers;
    if (trust === undefined || 'refused' in trust) return NONE;
    return {
      nearMatches: settled ? [] : nearTrustMatches(trust, request.context, guesses, effect),
      absentKeys: absentTrustKeys(trust, request.context, guesses),
    };
  }
  const known = policiesOf(layers, layer);
  if (known === undefined || known === 'unreadable') return NONE;
  return {
    nearMatches: settled ? [] : nearMatches(known.policies, request, guesses, effect),
    absentKeys: absentKeys(known.policies, request, guesses),
  };
}

function policiesOf(layers: Layers, layer: Exclude<LayerName, 'AssumeRolePolicy'>) {
  const byName = {
    ControlPolicy: layers.control,
    SessionPolicy: layers.session,
    AccountLevelIdentityBasedPolicy: layers.account,
    ResourceGroupLevelIdentityBasedPolicy: layers.resourceGroup,
  };
  return byName[layer];
}
