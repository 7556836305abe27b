import { describe, expect, it } from 'vitest';
import { compile } from '../../src/policy/evaluate/compile.js';
import { evaluateLayers, type Layers } from '../../src/policy/evaluate/layers.js';
import { policySet } from '../../src/policy/evaluate/policy-set.js';
import { everyPolicyGuess, type PolicyGuesses } from '../../src/policy/guesses.js';
import type { PolicyDocument } from '../../src/policy/types.js';
import { generator, randomFrom } from './generate.js';
import { fitsPattern, type LayerJson, naiveVerdict, type World } from './naive.js';

const PAIRS = 100_000;
const SEED = 4;

/** The settings that matter to evaluation: the default, and each other one alone. */
const settings = everyPolicyGuess().filter(
  (one, i, all) => i === 0 || JSON.stringify(meaning(one)) !== JSON.stringify(meaning(all[0] as PolicyGuesses)),
);

function meaning({ missingConditionKey, missingConditionKeyNegated, conditionKeyCase }: PolicyGuesses) {
  return { missingConditionKey, missingConditionKeyNegated, conditionKeyCase };
}

function toLayers({ control, session, account, resourceGroup, trust }: World): Layers {
  const known = (layer: LayerJson | 'unreadable' | undefined) =>
    layer === undefined || layer === 'unreadable' ? layer : read(layer);
  return {
    control: known(control),
    session: known(session),
    account: account && read(account),
    resourceGroup: known(resourceGroup),
    trust:
      trust?.document === 'refused'
        ? { refused: 'trust policy' }
        : trust && { ...trust, document: trust.document as PolicyDocument },
  };
}

function read({ documents, refused }: LayerJson) {
  const policies = documents.map((document, i) => compile({ name: `P${i}`, document: document as PolicyDocument }));
  return { policies: policySet(policies), refused: Array.from({ length: refused }, () => 'refused') };
}

describe('the independent oracle', () => {
  it('agrees on every generated pair, under each setting of each guess', { timeout: 120_000 }, () => {
    expect(settings).toHaveLength(4);
    const generate = generator(randomFrom(SEED));
    const counts: Record<string, number> = {};
    for (let n = 0; n < PAIRS; n++) {
      const { world, request } = generate();
      const layers = toLayers(world);
      for (const guesses of settings) {
        const naive = naiveVerdict(world, request, guesses);
        const ours = evaluateLayers(layers, request, guesses).verdict;
        if (ours !== naive) expect({ n, world, request, guesses, verdict: ours }).toBe(naive);
        counts[naive] = (counts[naive] ?? 0) + 1;
      }
    }
    // No verdict may be so rare that the agreement on it says little.
    expect(Object.keys(counts)).toHaveLength(4);
    for (const [verdict, count] of Object.entries(counts)) {
      expect([verdict, count > 0.06 * PAIRS * settings.length]).toEqual([verdict, true]);
    }
  });
});

describe('the oracle itself', () => {
  it.each([
    ['*', '', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?', '😀', true],
    ['??', '😀', false],
    ['a*b', 'a:/b', true],
    ['a*b*c', 'abcb', false],
    ['ecs:Describe*', 'ecs:DescribeInstances', true],
    ['ecs:Describe*', 'ecs:describeinstances', false],
  ])('pattern %j and text %j: %j', (pattern, text, fits) => {
    expect(fitsPattern(pattern, text)).toBe(fits);
  });
});
