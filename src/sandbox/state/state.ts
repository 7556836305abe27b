import { formatPolicy, type PolicyRef } from '../../model/policy.js';
import { formatPrincipal, type Principal } from '../../model/principal.js';
import { AppendLog } from './append-log.js';
import { GroupIndex } from './group-index.js';
import type {
  AccessKeyRecord,
  AccountRecord,
  AttachmentRecord,
  GroupRecord,
  InstanceRecord,
  MembershipRecord,
  PolicyRecord,
  RoleRecord,
  SessionRecord,
  UserRecord,
} from './records.js';
import { RegionIndex } from './region-index.js';
import { type Operation, Table } from './table.js';

/** RAM's names are compared without case (cloud-api §2). */
export const fold = (name: string): string => name.toLowerCase();

export const attachmentKey = (policy: PolicyRef, principal: Principal): string =>
  `${fold(formatPrincipal(principal))} ${fold(formatPolicy(policy))}`;

export const membershipKey = (userName: string, groupName: string): string => `${fold(userName)} ${fold(groupName)}`;

/**
 * The sandbox's cloud in memory, with its disk behind it. A handler changes tables and the server then calls `commit`
 * once, or `rollback` when the handler threw: a call is done whole or not at all.
 */
export class State {
  readonly #pending: { operation: Operation; before: unknown }[] = [];
  readonly #record = (operation: Operation, before: unknown): void => {
    this.#pending.push({ operation, before });
  };
  readonly #disk: AppendLog;

  /** By `user name group name`. */
  readonly groupsOfUser = new GroupIndex<MembershipRecord>((row) => fold(row.UserName));
  readonly usersOfGroup = new GroupIndex<MembershipRecord>((row) => fold(row.GroupName));
  readonly keysOfUser = new GroupIndex<AccessKeyRecord>((row) =>
    row.UserName === undefined ? '' : fold(row.UserName),
  );
  readonly attachmentsOf = new GroupIndex<AttachmentRecord>((row) => fold(formatPrincipal(row.Principal)));
  readonly attachmentsOfPolicy = new GroupIndex<AttachmentRecord>((row) =>
    fold(formatPolicy({ type: row.PolicyType, name: row.PolicyName })),
  );
  readonly instancesOfRole = new GroupIndex<InstanceRecord>((row) => fold(row.RamRoleName));
  readonly instancesOfRegion = new RegionIndex();

  readonly account = new Table<AccountRecord>('account', this.#record);
  readonly users = new Table<UserRecord>('users', this.#record);
  readonly groups = new Table<GroupRecord>('groups', this.#record);
  readonly memberships = new Table<MembershipRecord>('memberships', this.#record, [
    this.groupsOfUser,
    this.usersOfGroup,
  ]);
  readonly accessKeys = new Table<AccessKeyRecord>('accessKeys', this.#record, [this.keysOfUser]);
  readonly roles = new Table<RoleRecord>('roles', this.#record);
  /** Custom policies only; system policies are part of the program. */
  readonly policies = new Table<PolicyRecord>('policies', this.#record);
  readonly attachments = new Table<AttachmentRecord>('attachments', this.#record, [
    this.attachmentsOf,
    this.attachmentsOfPolicy,
  ]);
  readonly instances = new Table<InstanceRecord>('instances', this.#record, [
    this.instancesOfRole,
    this.instancesOfRegion,
  ]);
  readonly sessions = new Table<SessionRecord>('sessions', this.#record);

  readonly #tables = new Map<string, Table<never>>(
    [
      this.account,
      this.users,
      this.groups,
      this.memberships,
      this.accessKeys,
      this.roles,
      this.policies,
      this.attachments,
      this.instances,
      this.sessions,
    ].map((table) => [table.name, table as unknown as Table<never>]),
  );

  constructor(dir: string, fsync: boolean) {
    this.#disk = new AppendLog(dir, fsync);
  }

  /** @returns whether the folder held a cloud already. */
  load(): boolean {
    return this.#disk.load(({ t, k, v }) => this.#tables.get(t)?.apply(k, v as never));
  }

  /** The account's row; there is one in every populated state. */
  get owner(): AccountRecord {
    const account = this.account.get('account');
    if (account === undefined) throw new Error('The sandbox has no account.');
    return account;
  }

  setOwner(account: AccountRecord): void {
    this.account.put('account', account);
  }

  /** @throws the file system's error when the disk did not take it; `rollback` is still possible then. */
  commit(): void {
    this.#disk.append(this.#pending.map((change) => change.operation));
    this.#pending.length = 0;
    if (!this.#disk.wantsSnapshot()) return;
    try {
      this.#disk.snapshot(this.#tables.values());
    } catch {
      // The log has everything, so the call is done; the next commit tries again.
    }
  }

  rollback(): void {
    for (const { operation, before } of this.#pending.splice(0).reverse()) {
      this.#tables.get(operation.t)?.apply(operation.k, before as never);
    }
  }

  /** Drops every row, here and on disk. */
  wipe(): void {
    this.#pending.length = 0;
    for (const table of this.#tables.values()) table.clear();
    this.#disk.wipe();
  }

  close(): void {
    this.#disk.close();
  }
}
