import type { CompiledPolicy } from '../policy/evaluate/compile.js';
import { evaluate } from '../policy/evaluate/evaluate.js';
import { passRoleRequest } from '../policy/evaluate/pass-role-request.js';
import type { AccessRequest, Decision } from '../policy/types.js';
import type { ActionRule } from './actions.js';
import type { Call } from './call.js';
import type { Caller } from './caller.js';
import type { DenyingPolicyType } from './denial.js';
import { isoDate } from './ids.js';
import { compileText, policiesOf } from './policies.js';
import type { State } from './state/state.js';

/** A permission that the caller lacks. */
export interface Refusal {
  readonly action: string;
  readonly resource: string;
  readonly decision: Decision;
  readonly policyType: DenyingPolicyType;
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

interface Layer {
  readonly type: DenyingPolicyType;
  readonly policies: readonly CompiledPolicy[];
}

/** Every layer has to allow: the session policy, where there is one, and the identity's own policies (cloud-api §6). */
function layersOf(state: State, caller: Exclude<Caller, { kind: 'root' }>): Layer[] {
  if (caller.kind === 'user') {
    const { UserName } = caller.user;
    const groups = state.groupsOfUser.of(UserName.toLowerCase());
    const policies = [
      ...policiesOf(state, { type: 'user', name: UserName }),
      ...groups.flatMap((membership) => policiesOf(state, { type: 'group', name: membership.GroupName })),
    ];
    return [{ type: 'AccountLevelIdentityBasedPolicy', policies }];
  }
  const own: Layer = {
    type: 'AccountLevelIdentityBasedPolicy',
    policies: caller.role === undefined ? [] : policiesOf(state, { type: 'role', name: caller.role.RoleName }),
  };
  if (caller.session.Policy === '') return [own];
  const narrowing = compileText(caller.session.Policy, 'session policy');
  return [{ type: 'SessionPolicy', policies: narrowing === undefined ? [] : [narrowing] }, own];
}

function ask(layers: readonly Layer[], request: AccessRequest, call: Call): Omit<Refusal, 'passRole'> | undefined {
  for (const { type, policies } of layers) {
    const decision = evaluate(policies, request, call.guesses);
    if (decision.verdict !== 'allowed') {
      return { action: request.action, resource: request.resource, decision, policyType: type };
    }
  }
  return undefined;
}
