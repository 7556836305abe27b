import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { grantPassRole } from '../../../src/policy/edit/pass-role-grant.js';
import { type Case, readCases } from '../cases.js';

interface GrantCase extends Case {
  /** Null: no document yet. */
  readonly before: string | null;
  readonly services: readonly string[];
  readonly narrowed: boolean;
  readonly after: string;
  readonly changed: boolean;
}

const roleResource = 'acs:ram:*:1234:role/EcsReader';

describe('grantPassRole', () => {
  it.each(readCases<GrantCase>('pass-role-grant.json'))('$name', ({ before, services, narrowed, after, changed }) => {
    const granted = grantPassRole(before ?? undefined, { roleResource, services, narrowed });
    expect(granted).toEqual({ text: after, changed });
  });

  it('refuses a narrowed grant without services', () => {
    expect(() => grantPassRole(undefined, { roleResource, services: [], narrowed: true })).toThrow(UsageError);
  });

  it('refuses a text that is no policy', () => {
    expect(() => grantPassRole('{', { roleResource, services: [], narrowed: false })).toThrow(UsageError);
  });
});
