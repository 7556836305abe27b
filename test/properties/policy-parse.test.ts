import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyDocument, sameDocument } from '../../src/policy/canonical.js';
import { compile } from '../../src/policy/evaluate/compile.js';
import { evaluate } from '../../src/policy/evaluate/evaluate.js';
import { policySet } from '../../src/policy/evaluate/policy-set.js';
import { mayAssume } from '../../src/policy/evaluate/trust.js';
import { everyPolicyGuess } from '../../src/policy/guesses.js';
import { toValue } from '../../src/policy/json/node.js';
import { readJson } from '../../src/policy/json/reader.js';
import { parsePolicy } from '../../src/policy/parse/parse.js';
import { documentText, identityStatement, requestContext, services, trustStatement } from './policy-arbitraries.js';

const VERDICTS = ['allowed', 'explicitly denied', 'implicitly denied'];

/** A text with a few characters cut out, doubled or put in. */
const spoiled = fc
  .tuple(
    documentText(fc.oneof(identityStatement, trustStatement)),
    fc.array(
      fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom('', ',', '"', '{', ']', '\\', '\u0001', '\uFEFF', '😀', '//')),
      {
        maxLength: 3,
      },
    ),
  )
  .map(([text, cuts]) =>
    cuts.reduce((t, [at, n, put]) => t.slice(0, at % t.length) + put + t.slice((at % t.length) + n), text),
  );

function parsesStrictly(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the JSON reader', () => {
  it('finds a syntax problem exactly where JSON.parse does', () => {
    fc.assert(
      fc.property(fc.oneof(spoiled, fc.json(), fc.string()), (text) => {
        const broken = readJson(text).problems.some(({ rule }) => rule !== 'duplicate-key');
        expect(broken).toBe(!parsesStrictly(text));
      }),
      { numRuns: 8000 },
    );
  });

  it('reads the values that JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { root } = readJson(text);
        expect(root && JSON.stringify(toValue(root))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 3000 },
    );
  });

  it('prints what it read', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(sameDocument(prettyDocument(text), text)).toBe(true);
        expect(prettyDocument(prettyDocument(text))).toBe(prettyDocument(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parsePolicy', () => {
  it('never throws, and places every problem inside the text', () => {
    fc.assert(
      fc.property(fc.oneof(spoiled, fc.json(), fc.string()), fc.constantFrom('identity', 'trust'), (text, kind) => {
        const lines = text.split(/\r\n|\n|\r/);
        for (const { line, column } of parsePolicy(text, kind).problems) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1] as string).length + 2);
        }
      }),
      { numRuns: 8000 },
    );
  });

  it('returns nothing that evaluation cannot take, under any guess', () => {
    const request = fc.record({
      action: fc.constantFrom('ram:PassRole', 'ecs:RunInstances', 'sts:AssumeRole'),
      resource: fc.constantFrom('acs:ram::1:role/a', 'acs:ecs:r:1:instance/i', ''),
      context: requestContext,
    });
    fc.assert(
      fc.property(spoiled, request, fc.constantFrom(...everyPolicyGuess()), (text, asked, guesses) => {
        const identity = parsePolicy(text, 'identity').document;
        if (identity)
          expect(VERDICTS).toContain(
            evaluate(policySet([compile({ name: 'p', document: identity })]), asked, guesses).verdict,
          );
        const trust = parsePolicy(text, 'trust').document;
        if (!trust) return;
        for (const service of services) {
          expect(VERDICTS).toContain(
            mayAssume({ document: trust, who: { service }, roleAccount: '1' }, asked.context, guesses).verdict,
          );
        }
      }),
      { numRuns: 6000 },
    );
  });
});
