import { roleArn } from '../../model/arn.js';
import { ASSUME_ROLE } from '../actions.js';
import type { RequestContext } from '../condition/condition.js';
import { defaultPolicyGuesses, type Guessed, type PolicyGuesses, underEveryGuess } from '../guesses.js';
import type { AccessRequest, Verdict } from '../types.js';
import { type Explanation, explain } from './explain.js';
import { evaluateLayers, type Layers, type RefusedTrust } from './layers.js';
import { passRoleRequest } from './pass-role-request.js';
import { isAssumeRole, type TrustLayer } from './trust.js';

/** A role of an account. */
export interface RoleOf {
  readonly account: string;
  readonly roleName: string;
}

/** An answer with what was asked; the verdict is unknown when it hangs on a guess. */
export interface Answer extends Guessed<Explanation> {
  readonly request: AccessRequest;
}

/** Decides under every guess, and explains what the default settings say. What is asked may hang on a guess too. */
function settled(layers: Layers, ask: (guesses: PolicyGuesses) => AccessRequest): Answer {
  const { verdict, dependsOn } = underEveryGuess((guesses) => evaluateLayers(layers, ask(guesses), guesses));
  const request = ask(defaultPolicyGuesses);
  const explanation = explain(layers, request);
  const unsettled = dependsOn.length > 0 ? { reason: undefined, layer: undefined } : {};
  return { request, ...explanation, ...unsettled, verdict, dependsOn };
}

/** May this identity do this? Assuming a role needs the role's trust policy too: without it the verdict is unknown. */
export function mayDo(layers: Layers, request: AccessRequest): Answer {
  const trust = layers.trust ?? (isAssumeRole(request) ? NO_TRUST : undefined);
  return settled({ ...layers, trust }, () => request);
}

const NO_TRUST: RefusedTrust = { refused: 'the trust policy of the role' };

/** May this identity pass the role to the service? `service` is a service principal such as `ecs.aliyuncs.com`. */
export function mayPassRole(layers: Layers, role: RoleOf, service: string, context: RequestContext = {}): Answer {
  return settled(layers, (guesses) => {
    const request = passRoleRequest(role.account, role.roleName, service, guesses);
    return { ...request, context: { ...context, ...request.context } };
  });
}

/**
 * May the one named in `trust.who` assume the role? A service needs the trust policy only; an identity its own
 * policies too, which `layers` holds.
 */
export function mayAssumeRole(
  layers: Omit<Layers, 'trust'>,
  trust: TrustLayer | RefusedTrust,
  role: RoleOf,
  context: RequestContext = {},
): Answer {
  const resource = roleArn(role.account, role.roleName);
  return mayDo({ ...layers, trust }, { action: ASSUME_ROLE, resource, context });
}

/** Whether a role can be put on an instance, and the answers that it takes. */
export interface AttachAnswer {
  /** The first denial; else unknown if one answer is; else allowed. */
  readonly verdict: Verdict;
  /** What the call that puts the role on the instance needs. */
  readonly calls: readonly Answer[];
  readonly passRole: Answer;
}

/**
 * May this identity put the role on the instance? It needs what the call needs, `needs` with the ARNs filled in, and
 * the passing of the role to the service.
 */
export function mayAttachRole(
  layers: Layers,
  needs: readonly Omit<AccessRequest, 'context'>[],
  role: RoleOf,
  service: string,
  context: RequestContext = {},
): AttachAnswer {
  const calls = needs.map((need) => mayDo(layers, { ...need, context }));
  const passRole = mayPassRole(layers, role, service, context);
  const verdicts = [...calls, passRole].map(({ verdict }) => verdict);
  const denied = verdicts.find((verdict) => verdict !== 'allowed' && verdict !== 'unknown');
  return { verdict: denied ?? (verdicts.includes('unknown') ? 'unknown' : 'allowed'), calls, passRole };
}

/** One who may pass the role, or may be able to. */
export interface PasserAnswer<Who> {
  readonly who: Who;
  readonly answer: Answer;
}

/** Which of these identities may pass the role to the service? Answers for those who may, or who are unknown. */
export function whoMayPassRole<Who>(
  candidates: Iterable<readonly [who: Who, layers: Layers]>,
  role: RoleOf,
  service: string,
): PasserAnswer<Who>[] {
  return [...candidates]
    .map(([who, layers]) => ({ who, answer: mayPassRole(layers, role, service) }))
    .filter(({ answer }) => answer.verdict === 'allowed' || answer.verdict === 'unknown');
}
