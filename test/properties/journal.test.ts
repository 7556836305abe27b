import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fields } from '../../src/plan/change.js';
import { journaledChange, openJournal } from '../../src/plan/journal.js';
import { temporaryFolder } from '../cli/harness.js';
import { aRole, fakeClock } from '../plan/apply-fixture.js';
import { ACCOUNT } from '../plan/fake-cloud.js';
import { readEntries } from '../plan/journal-files.js';

const folder = temporaryFolder();
const SECRET = 'LTAISecretThatNobodyMaySee';

/** Documents with whatever a line of JSON could stumble over. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('a\nb', '\u2028', '\\n"', 'x'.repeat(9000)),
);

const fields: fc.Arbitrary<Fields> = fc.record({
  AssumeRolePolicyDocument: text,
  MaxSessionDuration: fc.nat(),
  CredentialConfig: fc.constant(SECRET),
});

function changeOf(before: Fields, after: Fields, number: number) {
  const step = { action: 'ram:UpdateRole', target: `role/R${number}` };
  const desired = aRole(`R${number}`);
  return {
    id: `c${number}`,
    kind: 'role',
    op: 'update',
    target: step.target,
    desired,
    before,
    after,
    steps: [step],
    notices: [],
  } as const;
}

it('keeps its lines whole whatever they hold and however many calls are under way; a cut loses the last one only', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fields, fields), { minLength: 1, maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (pairs, part) => {
        run += 1;
        const changes = pairs.map(([before, after], number) => changeOf(before, after, number));
        const allowed = ['AssumeRolePolicyDocument', 'MaxSessionDuration'];
        const binding = { account: ACCOUNT, caller: '', profile: null, region: null, endpoints: {}, sandbox: null };
        const header = {
          id: `run${run}`,
          command: [],
          binding,
          desired: [],
          changes: changes.map((change) => journaledChange(change, allowed)),
        };
        const journal = await openJournal({ folder, clock: fakeClock(), header });
        await Promise.all(
          changes.map(async (change) => {
            const call = await journal.before([change], change.steps[0], allowed);
            await journal.after(call, { outcome: 'done', requestId: `r${call}` });
          }),
        );
        await journal.end(0);

        const whole = readFileSync(journal.path);
        const entries = readEntries(whole.toString());
        expect(entries).toHaveLength(2 + 2 * changes.length);
        expect(whole.includes(SECRET)).toBe(false);
        const seen = entries.flatMap((entry) => (entry.type === 'before' ? [entry] : []));
        expect(new Set(seen.map((entry) => entry.call)).size).toBe(changes.length);
        for (const [number, change] of changes.entries()) {
          const { CredentialConfig: _, ...kept } = change.before;
          expect(seen.find((entry) => entry.changes[0] === `c${number}`)?.before).toEqual([kept]);
        }
        for (const entry of seen) {
          const after = entries.findIndex((one) => one.type === 'after' && one.call === entry.call);
          expect(after).toBeGreaterThan(entries.indexOf(entry));
        }

        const cut = readEntries(whole.subarray(0, Math.floor(part * whole.length)).toString());
        expect(cut).toEqual(entries.slice(0, cut.length));
      },
    ),
    { numRuns: 60 },
  );
});
