import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTrustPrincipals } from '../../src/policy/edit/add-trust-principals.js';
import { grantPassRole } from '../../src/policy/edit/pass-role-grant.js';
import { revokePassRole } from '../../src/policy/edit/pass-role-revoke.js';
import { removeTrustPrincipals } from '../../src/policy/edit/remove-trust-principals.js';
import { compile } from '../../src/policy/evaluate/compile.js';
import { evaluate } from '../../src/policy/evaluate/evaluate.js';
import { passRoleRequest } from '../../src/policy/evaluate/pass-role-request.js';
import { policySet } from '../../src/policy/evaluate/policy-set.js';
import { mayAssume } from '../../src/policy/evaluate/trust.js';
import { defaultPolicyGuesses } from '../../src/policy/guesses.js';
import { parsePolicy } from '../../src/policy/parse/parse.js';
import type { Statement } from '../../src/policy/types.js';
import { documentText, identityStatement, requestContext, services, trustStatement } from './policy-arbitraries.js';

const RUNS = { numRuns: 4000 };
const asked = fc.uniqueArray(fc.constantFrom(...services), { maxLength: 3 });

interface Document {
  Statement: Statement[];
}
const parse = (text: string) => JSON.parse(text) as Document;
const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** Everyone whose verdict an edit could change. */
const everyone = [
  ...services.map((service) => ({ service })),
  { arn: 'acs:ram::1:user/u', accountId: '1' },
  { arn: 'acs:ram::2:user/u', accountId: '2' },
];

/** The text with the one list that an edit may change emptied out, to compare all the rest. */
function withoutServices(document: Document, index: number): string {
  const copy = structuredClone(document);
  const { Principal } = copy.Statement[index] as { Principal: { Service: unknown } };
  Principal.Service = null;
  return JSON.stringify(copy);
}

describe('addTrustPrincipals', () => {
  it('changes nothing when it is repeated', () => {
    fc.assert(
      fc.property(documentText(trustStatement), asked, (text, names) => {
        const once = addTrustPrincipals(text, 'Service', names).text;
        expect(addTrustPrincipals(once, 'Service', names)).toEqual({ text: once, added: [] });
      }),
      RUNS,
    );
  });

  it('changes one list of one plain Allow, or appends one statement, and loses nothing', () => {
    fc.assert(
      fc.property(documentText(trustStatement), asked, (text, names) => {
        const { text: edited, added } = addTrustPrincipals(text, 'Service', names);
        if (added.length === 0) {
          expect(edited).toBe(text);
          return;
        }
        const [before, after] = [parse(text), parse(edited)];
        if (after.Statement.length > before.Statement.length) {
          expect(after.Statement.at(-1)).toEqual({
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: added },
          });
          expect(JSON.stringify({ ...after, Statement: after.Statement.slice(0, -1) })).toBe(JSON.stringify(before));
          return;
        }
        const changed = before.Statement.flatMap((one, i) =>
          JSON.stringify(one) === JSON.stringify(after.Statement[i]) ? [] : [i],
        );
        expect(changed).toHaveLength(1);
        const index = changed[0] as number;
        const statement = before.Statement[index] as Statement;
        expect([statement.Effect, statement.Condition, statement.NotAction]).toEqual(['Allow', undefined, undefined]);
        expect(list(statement.Action).map((action) => action.toLowerCase())).toEqual(['sts:assumerole']);
        expect(list(after.Statement[index]?.Principal?.Service)).toEqual([
          ...list(statement.Principal?.Service),
          ...added,
        ]);
        expect(withoutServices(after, index)).toBe(withoutServices(before, index));
      }),
      RUNS,
    );
  });

  it('keeps the text around the place that it edits', () => {
    fc.assert(
      fc.property(documentText(trustStatement), asked, (text, names) => {
        const edited = addTrustPrincipals(text, 'Service', names).text;
        let same = 0;
        while (same < text.length && text[same] === edited[same]) same += 1;
        let rest = 0;
        while (rest < text.length - same && text.at(-1 - rest) === edited.at(-1 - rest)) rest += 1;
        // What is not kept is one string that became a list, or the blanks of an empty list.
        const replaced = text.slice(same, text.length - rest);
        expect(services.some((service) => `"${service}"`.includes(replaced.trim()))).toBe(true);
      }),
      RUNS,
    );
  });

  it('lets in exactly the services asked for', () => {
    fc.assert(
      fc.property(documentText(trustStatement), asked, requestContext, (text, names, context) => {
        const edited = addTrustPrincipals(text, 'Service', names).text;
        const [before, after] = [text, edited].map((one) => parsePolicy(one, 'trust').document);
        if (before === undefined || after === undefined) return;
        for (const who of everyone) {
          const was = mayAssume({ document: before, who, roleAccount: '1' }, context).verdict;
          const is = mayAssume({ document: after, who, roleAccount: '1' }, context).verdict;
          const wanted = 'service' in who && names.includes(who.service);
          expect(is).toBe(wanted && was === 'implicitly denied' ? 'allowed' : was);
        }
      }),
      RUNS,
    );
  });
});

describe('removeTrustPrincipals', () => {
  const kinds = fc.constantFrom(
    { kind: 'Service', names: services } as const,
    { kind: 'RAM', names: ['*', 'acs:ram::1:root', 'acs:ram::2:user/u'] } as const,
  );
  const choice = kinds.chain(({ kind, names }) =>
    fc.record({ kind: fc.constant(kind), names: fc.uniqueArray(fc.constantFrom<string>(...names), { maxLength: 3 }) }),
  );
  const removed = (text: string, { kind, names }: { kind: 'Service' | 'RAM'; names: readonly string[] }) => {
    try {
      return removeTrustPrincipals(text, kind, names).text;
    } catch (error) {
      // The last principal of all is kept.
      expect((error as Error).name).toBe('UsageError');
      return undefined;
    }
  };

  it('lets nobody in, shuts out no one else, and changes nothing when it is repeated', () => {
    fc.assert(
      fc.property(documentText(trustStatement), choice, requestContext, (text, asked, context) => {
        const edited = removed(text, asked);
        if (edited === undefined) return;
        expect(removed(edited, asked)).toBe(edited);
        const [before, after] = [text, edited].map((one) => parsePolicy(one, 'trust').document);
        if (before === undefined || after === undefined) return;
        for (const who of everyone) {
          const was = mayAssume({ document: before, who, roleAccount: '1' }, context).verdict;
          const is = mayAssume({ document: after, who, roleAccount: '1' }, context).verdict;
          const wanted = 'service' in who ? asked.names.includes(who.service) : asked.kind === 'RAM';
          if (is !== was) expect([was, is, wanted]).toEqual(['allowed', 'implicitly denied', true]);
        }
      }),
      RUNS,
    );
  });

  it('touches no Deny and no other kind, and keeps all statements that still name someone', () => {
    fc.assert(
      fc.property(documentText(trustStatement), choice, (text, asked) => {
        const edited = removed(text, asked);
        if (edited === undefined) return;
        const [before, after] = [parse(text), parse(edited)];
        const keep = ({ Statement: statements }: Document) =>
          statements
            .filter(
              ({ Effect, Principal = {} }) => Effect === 'Deny' || list(Principal[otherOf(asked.kind)]).length > 0,
            )
            .map((one) =>
              one.Effect === 'Deny' ? one : { ...one, Principal: list(one.Principal?.[otherOf(asked.kind)]) },
            );
        expect(keep(after)).toEqual(keep(before));
        expect({ ...after, Statement: [] }).toEqual({ ...before, Statement: [] });
      }),
      RUNS,
    );
  });

  it('takes back what addTrustPrincipals added', () => {
    fc.assert(
      fc.property(documentText(trustStatement), asked, (text, names) => {
        const { text: grown, added } = addTrustPrincipals(text, 'Service', names);
        const back = removed(grown, { kind: 'Service', names: added });
        if (added.length === 0 || back === undefined) return;
        const [before, after] = [parse(text), parse(back)];
        const plain = (document: Document) =>
          document.Statement.map((one) => ({ ...one, Principal: { ...one.Principal, Service: undefined } }));
        expect(plain(after).length).toBeLessThanOrEqual(plain(before).length);
        for (const name of added)
          expect(
            list(
              after.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap((one) => list(one.Principal?.Service)),
            ),
          ).not.toContain(name);
      }),
      RUNS,
    );
  });

  function otherOf(kind: 'Service' | 'RAM'): 'Service' | 'RAM' {
    return kind === 'RAM' ? 'Service' : 'RAM';
  }
});

describe('grantPassRole', () => {
  const grant = fc.record({
    roleResource: fc.constantFrom('acs:ram:*:1:role/a', 'acs:ram:*:1:role/b'),
    services: fc.uniqueArray(fc.constantFrom(...services), { minLength: 1, maxLength: 3 }),
    narrowed: fc.boolean(),
  });
  const shared = ['acs:ram:*:1:role/a', 'acs:ram:*:1:role/b', 'acs:ram:*:1:role/c'];
  const ownStatement = fc
    .tuple(grant, fc.boolean())
    .map(([{ roleResource, services: Service, narrowed }, together]) => ({
      Effect: 'Allow',
      Action: 'ram:PassRole',
      Resource: together ? shared : roleResource,
      ...(narrowed && { Condition: { StringEquals: { 'acs:Service': Service } } }),
    }));
  const document = fc.option(documentText(fc.oneof(identityStatement, ownStatement)), { nil: undefined });

  it('changes nothing when it is repeated', () => {
    fc.assert(
      fc.property(document, grant, (text, wanted) => {
        const once = grantPassRole(text, wanted).text;
        expect(grantPassRole(once, wanted)).toEqual({ text: once, changed: false });
      }),
      RUNS,
    );
  });

  it('changes or adds one statement, and at most takes the role out of one that it shared', () => {
    fc.assert(
      fc.property(document, grant, (text, wanted) => {
        if (text === undefined) return;
        const { text: edited, changed } = grantPassRole(text, wanted);
        expect(changed).toBe(edited !== text);
        const [before, after] = [parse(text), parse(edited)];
        const different = after.Statement.flatMap((one, i) =>
          JSON.stringify(one) === JSON.stringify(before.Statement[i]) ? [] : [i],
        );
        expect(different.length).toBeLessThanOrEqual(changed ? 2 : 0);
        expect({ ...after, Statement: [] }).toEqual({ ...before, Statement: [] });
        const own = after.Statement[different.pop() ?? -1];
        if (changed) {
          expect(own?.Effect).toBe('Allow');
          const keys = list(own?.Condition?.StringEquals?.['acs:Service']);
          if (wanted.narrowed)
            expect(keys.some((one) => wanted.services.some((service) => service === one))).toBe(true);
          else expect(own?.Condition).toBeUndefined();
        }
        for (const i of different) {
          const [was, is] = [before.Statement[i], after.Statement[i]];
          expect({ ...is, Resource: [] }).toEqual({ ...was, Resource: [] });
          expect(list(is?.Resource)).toHaveLength(list(was?.Resource).length - 1);
        }
      }),
      RUNS,
    );
  });

  it('grants what was asked, and neither gives nor takes anything else', () => {
    const role = (name: string, service: (typeof services)[number]) => ({ name, service });
    const passed = ['a', 'b'].flatMap((name) => services.map((service) => role(name, service)));
    fc.assert(
      fc.property(document, grant, (text, wanted) => {
        const [old, edited] = [text, grantPassRole(text, wanted).text].map((one) => verdicts(one));
        if (old === undefined || edited === undefined) return;
        for (const { name, service } of passed) {
          const was = old(name, service);
          const is = edited(name, service);
          const named = wanted.roleResource.endsWith(name) && (!wanted.narrowed || wanted.services.includes(service));
          expect(is).toBe(named && was === 'implicitly denied' ? 'allowed' : was);
        }
        expect(edited('c', 'ecs.aliyuncs.com')).toBe(old('c', 'ecs.aliyuncs.com'));
      }),
      RUNS,
    );
  });

  it('is taken back by revokePassRole, which neither gives nor takes anything else', () => {
    const some = fc.option(fc.uniqueArray(fc.constantFrom(...services), { minLength: 1, maxLength: 2 }), {
      nil: undefined,
    });
    fc.assert(
      fc.property(
        documentText(fc.oneof(identityStatement, ownStatement)),
        grant,
        some,
        (text, { roleResource }, gone) => {
          let revoked: string | undefined;
          try {
            revoked = revokePassRole(text, { roleResource, services: gone }).text;
          } catch (error) {
            // An unconditioned grant cannot lose some services only.
            expect([(error as Error).name, gone === undefined]).toEqual(['UsageError', false]);
            return;
          }
          const [old, edited] = [text, revoked].map((one) => verdicts(one));
          if (old === undefined || edited === undefined) return;
          for (const name of ['a', 'b', 'c']) {
            for (const service of services) {
              const [was, is] = [old(name, service), edited(name, service)];
              const named = roleResource.endsWith(name) && (gone === undefined || gone.includes(service));
              if (is !== was) expect([was, is, named]).toEqual(['allowed', 'implicitly denied', true]);
            }
          }
          if (revoked !== undefined) {
            const again = revokePassRole(revoked, { roleResource, services: gone });
            expect(again).toEqual({ text: revoked, changed: false });
          }
        },
      ),
      RUNS,
    );
  });

  /** Verdicts of passing a role to a service that sets acs:Service; undefined for what cannot be evaluated. */
  function verdicts(text: string | undefined) {
    const parsed = parsePolicy(text ?? '{"Version":"1","Statement":[]}', 'identity').document;
    if (parsed === undefined) return undefined;
    const policies = policySet([compile({ name: 'p', document: parsed })]);
    const guesses = { ...defaultPolicyGuesses, passRoleServiceKey: 'set' } as const;
    return (name: string, service: string) =>
      evaluate(policies, passRoleRequest('1', name, service, guesses), guesses).verdict;
  }
});
