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
    help: 'offline: a control policy (repeatable)',
  },
  sessionPolicyFile: { flags: '--session-policy-file <file>', type: 'text', help: 'offline: the session policy' },
  trustFile: { flags: '--trust-file <file>', type: 'text', help: "offline: the role's trust policy" },
  account: { flags: '--account <uid>', type: 'text', help: 'offline: the account of principal and role' },
  expect: {
    flags: '--expect <verdict>',
    type: 'text',
    choices: ['allowed', 'denied'],
    help: 'exit 8 unless this is the verdict; unknown is neither',
  },
} as const satisfies Record<string, OptionSpec>;

/** Their values. */
export type AskOptions = OptionValues<typeof ASK_OPTIONS>;

/** Offline as soon as any document is given: then nothing is asked of a cloud. */
export function isOffline(options: AskOptions): boolean {
  const { policyFile, controlPolicyFile, sessionPolicyFile, trustFile } = options;
  return (
    policyFile.length > 0 || controlPolicyFile.length > 0 || sessionPolicyFile !== undefined || trustFile !== undefined
  );
}
