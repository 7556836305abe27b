import { describe, expect, it } from 'vitest';
import { lintDocument } from '../../src/diagnosis/lint-document.js';
import type { Severity } from '../../src/model/finding.js';
import { applyEdits } from '../../src/policy/edit/document-edit.js';
import type { LintFacts } from '../../src/policy/lint/rule.js';
import { lintRules } from '../../src/policy/lint/rules.js';
import type { DocumentKind } from '../../src/policy/types.js';
import { type Case, readCases } from '../policy/cases.js';

interface LintCase extends Case {
  readonly rule: string;
  readonly kind: DocumentKind;
  readonly document: object;
  readonly facts?: {
    readonly account?: string;
    readonly onInstanceRole?: boolean;
    readonly services?: Readonly<Record<string, readonly string[]>>;
  };
  /** The paths at which the rule, and no more than it, points. */
  readonly hits: readonly string[];
  readonly severity?: Severity;
  /** No edit can be right. */
  readonly noFix?: boolean;
}

const cases = readCases<LintCase>('lint.json');

function factsOf({ services, ...rest }: NonNullable<LintCase['facts']> = {}): LintFacts {
  return { ...rest, ...(services && { servicesOfRole: (name: string) => services[name] }) };
}

describe('lintDocument', () => {
  it.each(cases)('$name', ({ rule, kind, document, facts, hits, severity, noFix }) => {
    const text = JSON.stringify(document, null, 2);
    const found = lintDocument(text, kind, factsOf(facts)).filter(({ id }) => id === rule);
    expect(found.map(({ path }) => path)).toEqual(hits);
    for (const finding of found) {
      expect(finding.severity).toBe(severity);
      expect(finding.message).toMatch(/[.?]$/);
      expect(finding.line).toBeGreaterThan(0);
      expect(finding.fix !== undefined).toBe(noFix !== true);
    }
  });

  it.each(cases.filter(({ hits, noFix }) => hits.length > 0 && !noFix))(
    'the fix ends it: $name',
    ({ rule, kind, document, facts }) => {
      const text = JSON.stringify(document, null, 2);
      const before = lintDocument(text, kind, factsOf(facts));
      const [finding] = before.filter(({ id }) => id === rule);
      if (finding?.fix === undefined || !('edits' in finding.fix)) throw new Error('there is no fix');
      const after = lintDocument(applyEdits(text, finding.fix.edits), kind, factsOf(facts));
      expect(after.filter(({ id }) => id === rule)).toEqual([]);
      const grave = after.filter(
        (one) => one.severity === 'high' && one.id !== 'placeholder' && one.id !== 'statement',
      );
      expect(grave.filter(({ id }) => !before.some((one) => one.id === id))).toEqual([]);
    },
  );

  it('has for every rule a case that hits and one that nearly does', () => {
    for (const { id } of lintRules) {
      const of = cases.filter(({ rule }) => rule === id);
      expect([id, of.some(({ hits }) => hits.length > 0), of.some(({ hits }) => hits.length === 0)]).toEqual([
        id,
        true,
        true,
      ]);
    }
  });

  it.each(['*', 'acs:ram:*:1234:role/EcsReader'])(
    'narrows PassRole on %s and nothing that stands beside it',
    (role) => {
      const Condition = { Bool: { 'acs:MFAPresent': 'true' } };
      const wide = {
        Effect: 'Allow',
        Action: ['ecs:*', 'RAM:Pass*', 'oss:Get*', 'ram:PassRole'],
        Resource: role,
        Condition,
      };
      const text = JSON.stringify({ Version: '1', Statement: [wide] });
      const [finding] = lintDocument(text, 'identity', { account: '1234' });
      if (finding?.fix === undefined || !('edits' in finding.fix)) throw new Error('there is no fix');
      const [rest, own, ...more] = JSON.parse(applyEdits(text, finding.fix.edits)).Statement;
      expect([rest, more]).toEqual([{ ...wide, Action: ['ecs:*', 'oss:Get*'] }, []]);
      expect(own).toMatchObject({ Effect: 'Allow', Action: 'ram:PassRole', Condition });
      if (role !== '*')
        expect(own).toMatchObject({
          Resource: role,
          Condition: { StringEquals: { 'acs:Service': [expect.any(String)] } },
        });
      else expect(own.Resource).toMatch(/^acs:ram:\*:1234:role\//);
    },
  );

  it('points at the place in the text', () => {
    const text =
      '{"Version": "1",\n "Statement": [{"Effect": "Allow", "Action": "ram:PassRole",\n  "Resource": ["*"]}]}';
    const [finding] = lintDocument(text, 'identity');
    expect(finding).toMatchObject({ id: 'pass-role-any-role', line: 3, column: 16, evidence: '*' });
  });

  it('says only what is wrong with a text that cannot be understood', () => {
    const ids = (text: string) => lintDocument(text, 'identity').map(({ id }) => id);
    expect(ids('{"Statement": [')).toEqual(['syntax']);
    expect(ids('{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "*"}]}')).toEqual(['resource']);
    expect(ids('')).toEqual(['syntax']);
  });

  it('puts the grave things first, and keeps the order of the rules among equals', () => {
    const document = {
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'ram:PassRole', Resource: 'acs:ram:*:*:role/*', Sid: 'x' }],
    };
    const [first, ...rest] = lintDocument(JSON.stringify(document), 'identity').map(({ severity }) => severity);
    expect([first, rest]).toEqual(['high', ['info']]);
  });
});
