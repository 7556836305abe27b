import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../src/model/finding.js';
import { defaultPolicyGuesses } from '../../../src/policy/guesses.js';
import { parsePolicy } from '../../../src/policy/parse/parse.js';
import type { DocumentKind, PolicyProblem } from '../../../src/policy/types.js';
import { type Case, readCases } from '../cases.js';

interface ParseCase extends Case {
  readonly kind: DocumentKind;
  /** Lines, joined by a line feed. */
  readonly text: readonly string[];
  /** High unless said otherwise. */
  readonly problems: readonly (Pick<PolicyProblem, 'rule' | 'path' | 'line' | 'column'> & { severity?: Severity })[];
  /** Whether the document can still be evaluated. */
  readonly evaluable: boolean;
}

function statementWith(fields: object): string {
  return JSON.stringify({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'a:b', Resource: '*', ...fields }],
  });
}

describe('parsePolicy', () => {
  it.each(readCases<ParseCase>('parse.json'))('$name', ({ kind, text, problems, evaluable }) => {
    const parsed = parsePolicy(text.join('\n'), kind);
    const found = parsed.problems.map(({ message: _, fix: __, ...place }) => place);
    expect(found).toEqual(problems.map((one) => ({ severity: 'high', ...one })));
    expect(parsed.document !== undefined).toBe(evaluable);
  });

  it('returns the document with its unknown fields', () => {
    const text = '{"Version":"1","Statement":[],"Note":{"__proto__":{"x":1}}}';
    const { document } = parsePolicy(text, 'identity');
    expect(JSON.stringify(document)).toBe(text);
  });

  it.each([
    ['{"Service":"pai.aliyun.cs.com"}', 'pai.aliyuncs.com'],
    ['{"Service":"ECS.aliyuncs.com"}', 'ecs.aliyuncs.com'],
    ['{"Service":"ecs"}', 'ecs.aliyuncs.com'],
    ['{"Service":"1234@ecs.aliyuncs.cn"}', 'ecs.aliyuncs.com'],
  ])('offers the right spelling of %s', (principal, right) => {
    const statement = `{"Effect":"Allow","Action":"sts:AssumeRole","Principal":${principal}}`;
    const { problems } = parsePolicy(`{"Version":"1","Statement":[${statement}]}`, 'trust');
    expect(problems[0]?.message).toContain(`Did you mean ${right}?`);
  });

  it('says how a missing field is spelled', () => {
    const { problems } = parsePolicy('{"Version":"1","statement":[]}', 'identity');
    expect(problems[0]?.message).toContain('"statement"');
  });

  it('takes the length of a trust policy from its guess', () => {
    const statement = '{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs.aliyuncs.com"}}';
    const text = `{"Version":"1","Statement":[${statement}],"x":"${'a'.repeat(3000)}"}`;
    const rules = (trustDocumentLimit: '2048' | '6144' | 'none') =>
      parsePolicy(text, 'trust', [{ ...defaultPolicyGuesses, trustDocumentLimit }])
        .problems.map(({ rule }) => rule)
        .filter((rule) => rule !== 'unknown-field');
    expect(rules('2048')).toEqual(['length']);
    expect(rules('6144')).toEqual([]);
    expect(rules('none')).toEqual([]);
  });

  it('warns of a length that only some settings of the guess refuse', () => {
    const text = `{"Version":"1","Statement":[],"x":"${'a'.repeat(7000)}"}`;
    const lengths = (kind: DocumentKind) => parsePolicy(text, kind).problems.filter(({ rule }) => rule === 'length');
    expect(lengths('trust')).toMatchObject([{ severity: 'warning', message: expect.stringContaining('2048') }]);
    expect(lengths('identity')).toMatchObject([{ severity: 'high', message: expect.stringContaining('6144') }]);
  });

  it.each([
    ['deep nesting', '['.repeat(500_000)],
    ['deep nesting of objects', '{"a":'.repeat(200_000)],
    ['a megabyte of one string', `{"Version":"${'a'.repeat(1_000_000)}"}`],
    ['a megabyte of one number', `{"Version":${'9'.repeat(1_000_000)}}`],
    ['a megabyte of blanks', ' '.repeat(1_000_000)],
    ['a megabyte of line breaks', '\n'.repeat(1_000_000)],
    ['a hundred thousand bad statements', `{"Statement":[${'0,'.repeat(100_000)}0]}`],
    ['a hundred thousand duplicate keys', `{${'"a":1,'.repeat(100_000)}"a":1}`],
    ['a run of dollars', statementWith({ Resource: '${'.repeat(500_000) })],
    ['a run of digits', statementWith({ Resource: `${'7'.repeat(1_000_000)}x` })],
    ['a run of brackets', statementWith({ Resource: `${'[<{'.repeat(300_000)}x` })],
    [
      'a long condition key',
      statementWith({ Condition: { StringEquals: { ['k'.repeat(1_000_000)]: Array(1000).fill(null) } } }),
    ],
    ['a long key', `{"${'k'.repeat(1_000_000)}":[${'0,'.repeat(1000)}0,]}`],
    ['a long bad action', `{"Statement":[{"Effect":"Allow","Action":"${'x'.repeat(1_000_000)}","Resource":"*"}]}`],
  ])('survives %s within a second', (_, text) => {
    const started = performance.now();
    const { problems } = parsePolicy(text, 'identity');
    expect(performance.now() - started).toBeLessThan(1000);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(1000);
    expect(Math.max(...problems.map(({ message }) => message.length))).toBeLessThan(300);
  });
});
