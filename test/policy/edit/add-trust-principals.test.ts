import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { addTrustPrincipals } from '../../../src/policy/edit/add-trust-principals.js';
import { type Case, readCases } from '../cases.js';

interface EditCase extends Case {
  /** Lines, joined by a line feed. */
  readonly before: readonly string[];
  readonly services: readonly string[];
  readonly after: readonly string[];
  readonly added: readonly string[];
}

describe('addTrustPrincipals', () => {
  it.each(readCases<EditCase>('edit-trust.json'))('$name', ({ before, services, after, added }) => {
    expect(addTrustPrincipals(before.join('\n'), 'Service', services)).toEqual({ text: after.join('\n'), added });
  });

  it('names the place that keeps a text from being edited', () => {
    const broken = () => addTrustPrincipals('{"Version": "1",\n "Statement": [],}', 'Service', ['ecs.aliyuncs.com']);
    expect(broken).toThrow(UsageError);
    expect(broken).toThrow(expect.objectContaining({ where: 'line 2, column 17' }));
  });

  const twice = '{"Statement":[{"Effect":"Deny","Effect":"Allow","Action":"a:b"}]}';
  it.each(['', '[]', '{}', '{"Statement":{}}', '{"Statement":[],"Statement":[]}', twice, '\uFEFF{"Statement":[]}'])(
    'refuses to edit %j',
    (text) => {
      expect(() => addTrustPrincipals(text, 'Service', ['ecs.aliyuncs.com'])).toThrow(UsageError);
    },
  );
});
