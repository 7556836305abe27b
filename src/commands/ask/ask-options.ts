import type { OptionSpec, OptionValues } from '../verb.js';

/** The options of the verbs that ask the policy language a question. */
export const ASK_OPTIONS = {
  principal: { flags: '--principal <who>', type: 'text', help: 'user/NAME or role/NAME: who asks' },
  context: {
    flags: '--context <key=value>',
    type: 'list',
    help: 'what the request carries, such as acs:SourceIp=192.0.2.1 (repeatable)',
  },
  policyFile: {
    flags: '--policy-file <file>',
    type: 'list',
    help: "offline: a document of the principal's, or - for stdin (repeatable)",
  },
  controlPolicyFile: {
    flags: '--control-policy-file <file>',
    type: 'list',
    help: 'a control policy, which no call can read (repeatable)',
  },
  sessionPolicyFile: { flags: '--session-policy-file <file>', type: 'text', help: 'a session policy' },
  trustFile: {
    flags: '--trust-file <file>',
    type: 'text',
    help: "the role's trust policy, instead of the one that it has",
  },
  account: {
    flags: '--account <uid>',
    type: 'text',
    help: 'offline: the account of principal and role; with --service: the one that it acts for',
  },
  expect: {
    flags: '--expect <verdict>',
    type: 'text',
    choices: ['allowed', 'denied', 'explicitly-denied'],
    help: 'exit 8 unless this is the verdict; unknown is none of them',
  },
} as const satisfies Record<string, OptionSpec>;

/** Their values. */
export type AskOptions = OptionValues<typeof ASK_OPTIONS>;

/** Offline: the principal's own policies come from files, and nothing is asked of a cloud. */
export function isOffline({ policyFile }: AskOptions): boolean {
  return policyFile.length > 0;
}
