import { bySeverity, type Finding } from '../model/finding.js';

/** One question about the evidence. Checks are pure: what they need was gathered before. */
export interface Check<Evidence> {
  readonly find: (evidence: Evidence) => Iterable<Finding>;
}

/** Asks every check, and sorts what they find by severity; equals keep the order of the checks. */
export function runChecks<Evidence>(checks: readonly Check<Evidence>[], evidence: Evidence): Finding[] {
  return checks.flatMap((check) => [...check.find(evidence)]).sort(bySeverity);
}
