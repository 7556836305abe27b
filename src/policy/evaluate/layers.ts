import { defaultPolicyGuesses, type PolicyGuesses } from '../guesses.js';
import type { AccessRequest, Decision } from '../types.js';
import { evaluate } from './evaluate.js';
import type { PolicySet } from './policy-set.js';
import { isAssumeRole, mayAssume, type TrustLayer } from './trust.js';

/** The layers in the order in which they are asked, by the values of NoPermissionPolicyType (cloud-api §2, §6). */
export type LayerName =
  | 'ControlPolicy'
  | 'SessionPolicy'
  | 'AccountLevelIdentityBasedPolicy'
  | 'ResourceGroupLevelIdentityBasedPolicy'
  | 'AssumeRolePolicy';

/** What is known of one layer. */
export interface LayerPolicies {
  readonly policies: PolicySet;
  /** Names of documents that exist, but were refused to whoever asks. */
  readonly refused: readonly string[];
}

/** A trust policy that exists, but that we do not have: its name, and why where that is not a refusal. */
export interface RefusedTrust {
  readonly refused: string;
}

/** A layer that may exist, but that no call can read. */
export type Unreadable = 'unreadable';

/** Everything that decides about a request. A layer that is left out does not exist. */
export interface Layers {
  readonly control?: LayerPolicies | Unreadable | undefined;
  readonly session?: LayerPolicies | Unreadable | undefined;
  /** The policies of the identity itself and of its groups; a service principal has none, and needs none. */
  readonly account?: LayerPolicies | undefined;
  readonly resourceGroup?: LayerPolicies | Unreadable | undefined;
  /** Asked of sts:AssumeRole only. */
  readonly trust?: TrustLayer | RefusedTrust | undefined;
}

/** What one layer says. */
export interface LayerDecision extends Decision {
  readonly layer: LayerName;
  readonly refused: readonly string[];
}

/** What all layers say together. */
export interface LayeredDecision extends Decision {
  /** The layer that decided; absent when the verdict is unknown. */
  readonly layer?: LayerName | undefined;
  /** Each layer that was asked, in order. */
  readonly layers: readonly LayerDecision[];
  /** Layers that no call can read; they stay out of the verdict. */
  readonly notEvaluated: readonly LayerName[];
}

/**
 * Asks the layers in the order of cloud-api §6: control policies, session policy, the identity's policies (what the
 * account level denies implicitly, the resource-group level may allow), trust policy. Each has to allow. The first
 * that denies for sure decides, also behind one whose documents were refused; without one, a refused document makes
 * the verdict unknown.
 */
export function evaluateLayers(
  layers: Layers,
  request: AccessRequest,
  guesses: PolicyGuesses = defaultPolicyGuesses,
): LayeredDecision {
  const asked = decisionsOf(layers, request, guesses);
  const rest = { layers: asked, notEvaluated: unreadableLayers(layers) };
  const needed = withoutFallenThrough(asked);
  const denying = needed.find(({ verdict }) => verdict === 'explicitly denied' || verdict === 'implicitly denied');
  if (denying !== undefined) return { ...outcome(denying), ...rest };
  if (needed.length === 0 || needed.some(({ verdict }) => verdict === 'unknown'))
    return { verdict: 'unknown', ...rest };
  return { ...outcome(needed.find(isIdentityLayer) ?? (needed.at(-1) as LayerDecision)), ...rest };
}

function decisionsOf(layers: Layers, request: AccessRequest, guesses: PolicyGuesses): LayerDecision[] {
  const asked: LayerDecision[] = [];
  const ask = (layer: LayerName, known: LayerPolicies | Unreadable | undefined) => {
    if (known === undefined || known === 'unreadable') return undefined;
    const decision = { layer, refused: known.refused, ...judged(evaluate(known.policies, request, guesses), known) };
    asked.push(decision);
    return decision;
  };
  ask('ControlPolicy', layers.control);
  ask('SessionPolicy', layers.session);
  const account = ask('AccountLevelIdentityBasedPolicy', layers.account);
  if (account?.verdict === 'implicitly denied') ask('ResourceGroupLevelIdentityBasedPolicy', layers.resourceGroup);
  if (layers.trust !== undefined && isAssumeRole(request)) asked.push(askTrust(layers.trust, request, guesses));
  return asked;
}

/** Only an explicit deny stands whatever the documents say that were refused. */
function judged(decision: Decision, { refused }: LayerPolicies): Decision {
  return refused.length > 0 && decision.verdict !== 'explicitly denied' ? { verdict: 'unknown' } : decision;
}

function askTrust(trust: TrustLayer | RefusedTrust, { context }: AccessRequest, guesses: PolicyGuesses): LayerDecision {
  const layer = 'AssumeRolePolicy';
  if ('refused' in trust) return { layer, verdict: 'unknown', refused: [trust.refused] };
  return { layer, refused: [], ...mayAssume(trust, context, guesses) };
}

/** An implicit deny of the account level counts only where no resource-group level allows, denies or is unknown. */
function withoutFallenThrough(asked: readonly LayerDecision[]): LayerDecision[] {
  const group = asked.find(({ layer }) => layer === 'ResourceGroupLevelIdentityBasedPolicy');
  if (group === undefined) return [...asked];
  const weaker = group.verdict === 'implicitly denied' ? group.layer : 'AccountLevelIdentityBasedPolicy';
  return asked.filter(({ layer }) => layer !== weaker);
}

function isIdentityLayer({ layer }: LayerDecision): boolean {
  return layer === 'AccountLevelIdentityBasedPolicy' || layer === 'ResourceGroupLevelIdentityBasedPolicy';
}

function outcome({ verdict, layer, reason }: LayerDecision): Decision & { layer: LayerName } {
  return { verdict, layer, ...(reason !== undefined && { reason }) };
}

function unreadableLayers({ control, session, resourceGroup }: Layers): LayerName[] {
  const unreadable: LayerName[] = [];
  if (control === 'unreadable') unreadable.push('ControlPolicy');
  if (session === 'unreadable') unreadable.push('SessionPolicy');
  if (resourceGroup === 'unreadable') unreadable.push('ResourceGroupLevelIdentityBasedPolicy');
  return unreadable;
}
