import type { CloudError } from '../../src/cloud/errors.js';
import type {
  Cloud,
  EcsInstance,
  EcsPort,
  InstanceResults,
  PolicySummary,
  PolicyVersion,
  RamPort,
  RoleUpdate,
  StsPort,
  Written,
} from '../../src/cloud/ports.js';
import type { PolicyRef } from '../../src/model/policy.js';
import { formatPrincipal, type Principal } from '../../src/model/principal.js';
import type { Role } from '../../src/model/role.js';
import { apiError } from './fake-errors.js';

export const ACCOUNT = '1234567890123456';

/** One write call as it arrived. */
export interface WriteCall {
  readonly action: string;
  readonly names: readonly string[];
  /** Whether the cloud did it, whatever it answered. */
  processed: boolean;
}

/** What the next write call of an action meets: an error instead of, or after, being processed. */
export interface WriteFault {
  readonly when: 'before' | 'after';
  readonly error: CloudError;
}

interface FakePolicy {
  readonly versions: PolicyVersion[];
}

/**
 * A cloud behind the ports, in memory, without HTTP: for what a real one does rarely. Reads may lag behind writes,
 * and each write call may fail before or after it was processed.
 */
export class FakeCloud implements Cloud {
  readonly roles = new Map<string, Role>();
  readonly policies = new Map<string, FakePolicy>();
  readonly attached = new Map<string, PolicySummary[]>();
  readonly instances = new Map<string, EcsInstance>();
  readonly carried = new Map<string, string>();
  /** Instances that an attach fails for, inside its HTTP 200, with the code. */
  readonly failing = new Map<string, string>();
  readonly writes: WriteCall[] = [];
  /** The parameters of the UpdateRole calls. */
  readonly updates: RoleUpdate[] = [];
  reads = 0;
  /** How many read calls a write stays invisible to. */
  lag = 0;
  /** Runs when a write call arrives, before anything else. */
  onWrite: (action: string) => void = () => {};
  readonly #faults = new Map<string, WriteFault[]>();
  #hidden: { left: number; effect: () => void }[] = [];
  /** What was made, also where reads do not show it yet: the cloud itself knows. */
  readonly #made = new Set<string>();

  /** The next calls of the action meet these, one each. */
  addFaults(action: string, ...faults: readonly WriteFault[]): void {
    this.#faults.set(action, [...(this.#faults.get(action) ?? []), ...faults]);
  }

  putRole(role: Partial<Role> & Pick<Role, 'RoleName'>): Role {
    const full: Role = {
      RoleId: '3000',
      Arn: `acs:ram::${ACCOUNT}:role/${role.RoleName}`,
      Description: '',
      MaxSessionDuration: 3600,
      CreateDate: '2026-01-01T00:00:00Z',
      UpdateDate: '2026-01-01T00:00:00Z',
      AssumeRolePolicyDocument: '{"Version":"1","Statement":[]}',
      ...role,
    };
    this.roles.set(full.RoleName, full);
    return full;
  }

  /** A new version that is the default one; at most five stay. */
  putPolicy(name: string, document: string): void {
    const { versions } = this.policies.get(name) ?? { versions: [] };
    const number = Number(versions.at(-1)?.VersionId.slice(1) ?? 0) + 1;
    const older = versions.map((version) => ({ ...version, IsDefaultVersion: false })).slice(-4);
    const newest = {
      VersionId: `v${number}`,
      IsDefaultVersion: true,
      CreateDate: '2026-01-01T00:00:00Z',
      PolicyDocument: document,
    };
    this.policies.set(name, { versions: [...older, newest] });
  }

  documentOf(name: string): string {
    return this.policies.get(name)?.versions.at(-1)?.PolicyDocument ?? '';
  }

  putInstances(count: number, RegionId = 'cn-hangzhou'): string[] {
    const ids = Array.from({ length: count }, (_, n) => `i-${RegionId.slice(3, 5)}${String(n).padStart(4, '0')}`);
    for (const InstanceId of ids) {
      this.instances.set(InstanceId, {
        InstanceId,
        InstanceName: InstanceId,
        RegionId,
        ZoneId: `${RegionId}-h`,
        Status: 'Running',
        InstanceType: 'ecs.g7.large',
        InstanceNetworkType: 'vpc',
        VpcId: 'vpc-1',
        CreationTime: '2026-01-01T00:00Z',
        Tags: {},
      });
    }
    return ids;
  }

  async ram(): Promise<RamPort> {
    return {
      getRole: async (name) => this.#read(() => this.roles.get(name)),
      listRoles: async () => [...this.roles.values()],
      createRole: (role) =>
        this.#write('CreateRole', [role.RoleName], () => {
          this.#make('Role', role.RoleName, this.roles);
          const { Description = '', MaxSessionDuration = 3600, ...rest } = role;
          return () => this.putRole({ ...rest, Description, MaxSessionDuration });
        }),
      updateRole: (update) =>
        this.#write('UpdateRole', [update.RoleName], () => {
          this.updates.push(update);
          const role = this.roles.get(update.RoleName);
          if (!role) throw apiError('EntityNotExist.Role', 4);
          return () =>
            this.putRole({
              ...role,
              AssumeRolePolicyDocument: update.NewAssumeRolePolicyDocument ?? role.AssumeRolePolicyDocument,
              MaxSessionDuration: update.NewMaxSessionDuration,
            });
        }),
      getPolicy: async (ref) =>
        this.#read(() => {
          const newest = this.policies.get(ref.name)?.versions.at(-1);
          if (!newest) return undefined;
          const PolicyDocument = newest.PolicyDocument ?? '';
          return { ...summary(ref), DefaultVersion: newest.VersionId, PolicyDocument };
        }),
      listPolicies: async () => [],
      listRolesWithPolicy: async () => [],
      listGroupsForUser: async () => [],
      listPolicyVersions: async (ref) => this.policies.get(ref.name)?.versions ?? [],
      createPolicy: (name, document) =>
        this.#write('CreatePolicy', [name], () => {
          this.#make('Policy', name, this.policies);
          return () => this.putPolicy(name, document);
        }),
      createDefaultPolicyVersion: (name, document) =>
        this.#write('CreatePolicyVersion', [name], () => () => this.putPolicy(name, document)),
      listPoliciesFor: async (principal) => this.#read(() => this.attached.get(formatPrincipal(principal)) ?? []),
      attachPolicy: (ref, principal) => this.#attachPolicy(ref, principal),
      principalExists: async () => true,
      listPrincipalNames: async () => [],
    };
  }

  #attachPolicy(ref: PolicyRef, principal: Principal): Promise<Written> {
    const key = formatPrincipal(principal);
    const type = { user: 'User', group: 'Group', role: 'Role' }[principal.type];
    return this.#write(`AttachPolicyTo${type}`, [ref.name, key], () => {
      const there = () => this.attached.get(key) ?? [];
      this.#make(
        `${type}.Policy`,
        `${key} ${ref.name}`,
        new Map(there().map((one) => [`${key} ${one.PolicyName}`, one])),
      );
      return () => this.attached.set(key, [...there(), summary(ref)]);
    });
  }

  async ecs(region: string): Promise<EcsPort> {
    return {
      region,
      listRegions: async () => [region],
      describeInstances: async (ids) =>
        [...this.instances.values()].filter((one) => one.RegionId === region && (!ids || ids.includes(one.InstanceId))),
      describeInstanceRoles: async (ids) =>
        this.#read(() => new Map([...this.carried].filter(([id]) => ids.includes(id)))),
      attachInstanceRole: async (roleName, ids): Promise<InstanceResults> => {
        const done = ids.filter((id) => !this.failing.has(id));
        const written = await this.#write('AttachInstanceRamRole', ids, () => () => {
          for (const id of done) this.carried.set(id, roleName);
        });
        const results = ids.map((instanceId) => {
          const code = this.failing.get(instanceId);
          const success = code === undefined;
          return { instanceId, success, code: code ?? '200', message: success ? 'success' : 'It did not work.' };
        });
        return { ...written, results };
      },
    };
  }

  async sts(): Promise<StsPort> {
    const Arn = `acs:ram::${ACCOUNT}:user/admin`;
    return { getCallerIdentity: async () => ({ AccountId: ACCOUNT, Arn, IdentityType: 'RAMUser', PrincipalId: '1' }) };
  }

  #make(what: string, name: string, there: ReadonlyMap<string, unknown>): void {
    if (there.has(name) || this.#made.has(`${what} ${name}`)) throw apiError(`EntityAlreadyExists.${what}`, 5);
    this.#made.add(`${what} ${name}`);
  }

  /** Each read call brings the hidden writes nearer. */
  #read<T>(answer: () => T): T {
    this.reads += 1;
    const due = this.#hidden.filter((one) => one.left <= 0);
    this.#hidden = this.#hidden.filter((one) => one.left > 0);
    for (const one of due) one.effect();
    for (const one of this.#hidden) one.left -= 1;
    return answer();
  }

  async #write(action: string, names: readonly string[], process: () => () => void): Promise<Written> {
    this.onWrite(action);
    const call: WriteCall = { action, names, processed: false };
    this.writes.push(call);
    const fault = this.#faults.get(action)?.shift();
    if (fault?.when === 'before') throw fault.error;
    const effect = process();
    call.processed = true;
    if (this.lag > 0) this.#hidden.push({ left: this.lag, effect });
    else effect();
    if (fault) throw fault.error;
    return { requestId: `request-${this.writes.length}` };
  }
}

function summary(ref: PolicyRef): PolicySummary {
  return { PolicyName: ref.name, PolicyType: ref.type, Description: '', DefaultVersion: 'v1' };
}
