import type { CompiledPolicy } from '../policy/evaluate/compile.js';
import { evaluateLayers, type LayerName, type LayerPolicies, type Layers } from '../policy/evaluate/layers.js';
import { passRoleRequest } from '../policy/evaluate/pass-role-request.js';
import { policySet } from '../policy/evaluate/policy-set.js';
import type { AccessRequest, Decision } from '../policy/types.js';
import type { ActionRule } from './actions.js';
import type { Call } from './call.js';
import type { Caller } from './caller.js';
import { isoDate } from './ids.js';
import { compileText, policiesOf } from './policies.js';
import type { State } from './state/state.js';

/** A permission that the caller lacks. */
export interface Refusal {
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
  readonly policyType: LayerName;
  /** True when it is the passing of a role that was refused, not the call itself. */
  readonly passRole: boolean;
}

/** Asks the caller's policies for everything that the call needs; undefined when all is allowed. */
export function authorize(call: Call, rule: ActionRule, resources: readonly string[]): Refusal | undefined {
  if (rule.action === undefined || call.caller.kind === 'root') return undefined;
  const layers = layersOf(call.state, call.caller);
  const context = contextOf(call);
  for (const resource of resources) {
    const refusal = ask(layers, { action: rule.action, resource, context }, call);
    if (refusal !== undefined) return { ...refusal, passRole: false };
  }
  if (rule.passRole === undefined) return undefined;
  const roleName = call.params.text(rule.passRole.parameter);
  const request = passRoleRequest(call.account, roleName, rule.passRole.service, call.guesses);
  const refusal = ask(layers, { ...request, context: { ...context, ...request.context } }, call);
  return refusal && { ...refusal, passRole: true };
}

/** Facts of a request that conditions may ask for. */
export function contextOf(call: Call): AccessRequest['context'] {
  return {
    'acs:CurrentTime': isoDate(call.now),
    // Loopback stands in for the TLS connection that the real endpoints require.
    'acs:SecureTransport': true,
    'acs:SourceIp': '127.0.0.1',
    'acs:MFAPresent': false,
  };
}

/** The session policy, where there is one, and the identity's own policies; this cloud has no other layers yet. */
function layersOf(state: State, caller: Exclude<Caller, { kind: 'root' }>): Layers {
  if (caller.kind === 'user') {
    const { UserName } = caller.user;
    const groups = state.groupsOfUser.of(UserName.toLowerCase());
    return {
      account: layer([
        ...policiesOf(state, { type: 'user', name: UserName }),
        ...groups.flatMap((membership) => policiesOf(state, { type: 'group', name: membership.GroupName })),
      ]),
    };
  }
  const account = layer(
    caller.role === undefined ? [] : policiesOf(state, { type: 'role', name: caller.role.RoleName }),
  );
  if (caller.session.Policy === '') return { account };
  const narrowing = compileText(caller.session.Policy, 'session policy');
  return { session: layer(narrowing === undefined ? [] : [narrowing]), account };
}

function layer(policies: readonly CompiledPolicy[]): LayerPolicies {
  return { policies: policySet(policies), refused: [] };
}

function ask(layers: Layers, request: AccessRequest, call: Call): Omit<Refusal, 'passRole'> | undefined {
  const decision = evaluateLayers(layers, request, call.guesses);
  if (decision.verdict === 'allowed') return undefined;
  const policyType = decision.layer ?? 'AccountLevelIdentityBasedPolicy';
  return { action: request.action, resource: request.resource, decision, policyType };
}
