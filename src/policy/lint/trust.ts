import { distance } from 'fastest-levenshtein';
import { parseArn } from '../../model/arn.js';
import type { Fix } from '../../model/finding.js';
import { ASSUME_ROLE, isAssuming } from '../actions.js';
import { remove, replace, replaceOnce } from '../json/patch.js';
import type { JsonPath } from '../json/path.js';
import { toList } from '../one-or-many.js';
import type { PolicyDocument, TrustPrincipal } from '../types.js';
import { allowsOf, blank, type Entry, entriesOf } from './entries.js';
import type { LintHit, LintRule } from './rule.js';

/** A trust policy that lets anybody in. */
export const trustAnyPrincipal: LintRule = {
  id: 'trust-any-principal',
  severity: 'high',
  kinds: ['trust'],
  *find({ document, account }) {
    for (const { statement, path } of allowsOf(document)) {
      for (const entry of entriesOf(statement.Principal?.RAM, [...path, 'Principal', 'RAM'])) {
        const arn = parseArn(entry.value);
        if (entry.value !== '*' && arn?.account !== '*') continue;
        const everybody = arn === undefined || arn.relativeId === 'root';
        const own = `acs:ram::${account ?? blank('AccountId')}:${arn?.relativeId ?? 'root'}`;
        const once = statement.Condition === undefined ? '' : ' once the condition holds';
        yield {
          path: entry.path,
          severity: statement.Condition === undefined ? undefined : 'warning',
          message: `${everybody ? 'Any identity' : arn.relativeId} of any account may assume this role${once}. Name the accounts, users or roles that shall.`,
          evidence: entry.value,
          fix: {
            summary: everybody ? 'Let in only the own account.' : 'Name the own account.',
            edits: [replaceOnce(entry.path, own, toList(statement.Principal?.RAM))],
          },
        };
      }
    }
  },
};

/** A trust policy that lets in every identity of another account, or a service acting for one. */
export const trustOtherAccount: LintRule = {
  id: 'trust-other-account',
  severity: 'warning',
  kinds: ['trust'],
  *find(linted) {
    for (const { statement, path } of allowsOf(linted.document)) {
      const principal: JsonPath = [...path, 'Principal'];
      for (const entry of entriesOf(statement.Principal?.RAM, [...principal, 'RAM'])) {
        const arn = parseArn(entry.value);
        if (arn?.relativeId === 'root') yield* foreign(linted, entry, arn.account, 'Every identity of account');
      }
      for (const entry of entriesOf(statement.Principal?.Service, [...principal, 'Service'])) {
        const [account, service] = entry.value.split('@');
        if (service !== undefined) yield* foreign(linted, entry, account as string, `${service} acting for account`);
      }
    }
  },
};

/** Only the assuming of the role is asked of a trust policy (cloud-api §6). */
export const trustOtherAction: LintRule = {
  id: 'trust-other-action',
  severity: 'warning',
  kinds: ['trust'],
  *find({ document }) {
    for (const [i, { Action }] of document.Statement.entries()) {
      for (const entry of entriesOf(Action, ['Statement', i, 'Action'])) {
        if (isAssuming(entry.value)) continue;
        const slip = distance(entry.value.toLowerCase(), ASSUME_ROLE.toLowerCase()) <= MOST_SLIPS;
        yield {
          path: entry.path,
          severity: slip ? 'high' : undefined,
          message: `A trust policy is asked about the assuming of its role only: this has no effect here.${slip ? ` Did you mean ${ASSUME_ROLE}?` : ''}`,
          evidence: entry.value,
          ...(slip && { fix: { summary: `Write ${ASSUME_ROLE}.`, edits: [replace(entry.path, ASSUME_ROLE)] } }),
        };
      }
    }
  },
};

/** In the spelling of sts:AssumeRole. */
const MOST_SLIPS = 3;

function* foreign(
  { document, account }: { document: PolicyDocument; account?: string | undefined },
  entry: Entry,
  named: string,
  who: string,
): Iterable<LintHit> {
  if (named === account || !/^\d+$/.test(named)) return;
  const known = account !== undefined;
  yield {
    path: entry.path,
    severity: known ? 'warning' : 'info',
    message: known
      ? `${who} ${named}, which is not this one, may assume this role. Name the users or roles that shall.`
      : `${who} ${named} may assume this role. That is wide if it is not the role's own account.`,
    evidence: entry.value,
    ...fixOf(removeEntry(document, entry.path)),
  };
}

function fixOf(fix: Fix | undefined): Pick<LintHit, 'fix'> {
  return fix === undefined ? {} : { fix };
}

/** Takes an entry out, with all that would name nobody after it; the last of a policy cannot be spared. */
function removeEntry(document: PolicyDocument, path: JsonPath): Fix | undefined {
  const [, index, , kind, item] = path;
  const principal = document.Statement[Number(index)]?.Principal ?? {};
  const list = principal[kind as keyof TrustPrincipal];
  const summary = 'Take this principal out.';
  if (item !== undefined && (list?.length ?? 0) > 1) return { summary, edits: [remove(path)] };
  const others = Object.keys(principal).length > 1;
  if (!others && document.Statement.filter(({ Effect }) => Effect === 'Allow').length === 1) return undefined;
  return { summary, edits: [remove(others ? path.slice(0, 4) : path.slice(0, 2))] };
}
