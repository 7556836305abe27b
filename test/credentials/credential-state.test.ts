import { expect, it } from 'vitest';
import { credentialState } from '../../src/credentials/credential-state.js';

const END = '2026-01-01T06:00:00Z';
const at = (text: string) => Date.parse(text);

it.each([
  [at('2026-01-01T00:00:00Z'), { secondsLeft: 21_600, expired: false }],
  [at(END) - 500, { secondsLeft: 0, expired: false }],
  [at(END), { secondsLeft: 0, expired: true }],
  [at(END) + 2000, { secondsLeft: -2, expired: true }],
])('at %i', (now, expected) => {
  expect(credentialState({ Expiration: END }, now)).toEqual(expected);
});

it('takes a date that cannot be read for expired', () => {
  expect(credentialState({ Expiration: 'soon' }, 0)).toEqual({ secondsLeft: 0, expired: true });
});
