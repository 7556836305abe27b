import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { revokePassRole } from '../../../src/policy/edit/pass-role-revoke.js';
import { type Case, readCases } from '../cases.js';

interface RevokeCase extends Case {
  readonly before: string;
  readonly services?: readonly string[];
  /** Null: no statement is left. */
  readonly after?: string | null;
  readonly error?: boolean;
}

const roleResource = 'acs:ram:*:1234:role/EcsReader';

describe('revokePassRole', () => {
  it.each(readCases<RevokeCase>('pass-role-revoke.json'))('$name', ({ before, services, after, error }) => {
    const revoke = () => revokePassRole(before, { roleResource, services });
    if (error) expect(revoke).toThrow(UsageError);
    else expect(revoke()).toEqual({ text: after ?? undefined, changed: after !== before });
  });
});
