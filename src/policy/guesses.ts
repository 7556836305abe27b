import type { Decision } from './types.js';

/**
 * What the public sources leave open about the meaning of policies: one entry each, at least two settings.
 * The sandbox runs one setting of each; the tool asks under all of them (`underEveryGuess`), so that a
 * verdict which hangs on a guess is called unknown. Correcting a guess is editing its one line here.
 */
export const policyGuesses = {
  /** No source says what a condition on an absent key means. The other clouds' languages say: not fulfilled. */
  missingConditionKey: {
    about: 'whether a condition is fulfilled when the request does not carry its key',
    settings: ['no match', 'match'],
    default: 'no match',
  },
  /** The same for StringNotEquals, NotIpAddress and their like, where "absent" may well count as "not equal". */
  missingConditionKeyNegated: {
    about: 'whether a negated condition is fulfilled when the request does not carry its key',
    settings: ['match', 'no match'],
    default: 'match',
  },
  /** Every published example spells keys one way; none says that another spelling is a different key. */
  conditionKeyCase: {
    about: 'whether the names of condition keys compare case-sensitively',
    settings: ['exact', 'ignored'],
    default: 'exact',
  },
  /** acs:Service has published examples for a few services only; PAI and DataWorks are not among them. */
  passRoleServiceKey: {
    about: 'whether a service without a published example sets acs:Service when a role is passed to it',
    settings: ['absent', 'set'],
    default: 'absent',
  },
  /** CreateRole names an error for over-long trust documents, but no source names the length. */
  trustDocumentLimit: {
    about: 'how many characters a trust policy may have',
    ofDocuments: true,
    settings: ['6144', '2048', 'none'],
    default: '6144',
  },
} as const satisfies Record<string, Guess>;

interface Guess {
  readonly about: string;
  /** True for what concerns the writing of documents, and no verdict. */
  readonly ofDocuments?: boolean;
  readonly settings: readonly [string, string, ...string[]];
  readonly default: string;
}

/** The name of one entry. */
export type PolicyGuessName = keyof typeof policyGuesses;

/** One setting for each guess. */
export type PolicyGuesses = {
  readonly [Name in PolicyGuessName]: (typeof policyGuesses)[Name]['settings'][number];
};

/** Every entry. */
export const policyGuessNames = Object.keys(policyGuesses) as readonly PolicyGuessName[];

/** What the sandbox runs unless it is told otherwise. */
export const defaultPolicyGuesses: PolicyGuesses = Object.fromEntries(
  policyGuessNames.map((name) => [name, policyGuesses[name].default]),
) as PolicyGuesses;

/** The defaults, and then each other setting of each guess alone. */
export function everyPolicyGuess(): PolicyGuesses[] {
  return [defaultPolicyGuesses, ...policyGuessNames.flatMap(othersOf)];
}

function othersOf(name: PolicyGuessName): PolicyGuesses[] {
  return policyGuesses[name].settings
    .filter((setting) => setting !== policyGuesses[name].default)
    .map((setting): PolicyGuesses => ({ ...defaultPolicyGuesses, [name]: setting }));
}

/** An answer to a question that was asked under every setting. */
export type Guessed<Answer extends Decision> = Answer & {
  /** The guesses on which the verdict hangs; empty unless the verdict is unknown because of them. */
  readonly dependsOn: readonly PolicyGuessName[];
};

/**
 * Asks under every setting, one varied at a time. Verdicts that differ make the answer unknown; all else of it is
 * what the default settings say.
 */
export function underEveryGuess<Answer extends Decision>(ask: (guesses: PolicyGuesses) => Answer): Guessed<Answer> {
  const usual = ask(defaultPolicyGuesses);
  const dependsOn = policyGuessNames.filter(
    (name) =>
      !('ofDocuments' in policyGuesses[name]) &&
      othersOf(name).some((guesses) => ask(guesses).verdict !== usual.verdict),
  );
  if (dependsOn.length === 0) return { ...usual, dependsOn };
  return { ...usual, verdict: 'unknown', reason: undefined, dependsOn };
}
