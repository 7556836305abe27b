import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../src/policy/parse/parse.js';
import type { DocumentKind } from '../../../src/policy/types.js';
import { type Case, readCases } from '../cases.js';

interface MessageCase extends Case {
  readonly kind: DocumentKind;
  readonly text: string;
  /** Each with the path in front. */
  readonly messages: readonly string[];
}

describe('parsePolicy says what would be right', () => {
  it.each(readCases<MessageCase>('messages.json'))('$name', ({ kind, text, messages }) => {
    expect(parsePolicy(text, kind).problems.map(({ path, message }) => `${path}: ${message}`)).toEqual(messages);
  });
});
