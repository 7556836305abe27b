import { ExpectationError } from '../errors.js';
import { type Finding, isAtLeast, type Severity } from '../model/finding.js';
import { sanitize } from '../output/sanitize.js';
import type { LintSource } from './lint-source.js';
import type { OptionSpec, Paint, Result } from './verb.js';

/** What every linting verb takes. */
export const FAIL_ON = {
  flags: '--fail-on <severity>',
  type: 'text',
  choices: ['high', 'warning', 'info', 'none'],
  help: 'the least severity that exits 8 (default: high)',
} as const satisfies OptionSpec;

/** What was found, as the linting verbs answer it. */
export function lintReport(
  schema: string,
  source: LintSource,
  findings: readonly Finding[],
  refused: readonly string[],
  failOn = 'high',
): Result {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const summary = { high: count('high'), warning: count('warning'), info: count('info') };
  return {
    schema,
    data: { source, findings, refused, summary },
    view: (paint) => reportText(findings, refused, paint),
    error: failure(findings, failOn),
  };
}

function failure(findings: readonly Finding[], failOn: string): ExpectationError | undefined {
  const grave = findings.filter(({ severity }) => isAtLeast(severity, failOn)).length;
  if (grave === 0) return undefined;
  const what = failOn === 'high' ? 'severity high' : `severity ${failOn} or higher`;
  return new ExpectationError(`There ${grave === 1 ? 'is a finding' : `are ${grave} findings`} of ${what}.`);
}

function reportText(findings: readonly Finding[], refused: readonly string[], { style }: Paint): string {
  const paints = { high: style.bad, warning: style.warn, info: style.faint };
  const found = findings.map(({ id, severity, path, line, column, message, fix }) => {
    const at = line === undefined ? '' : ` (line ${line}, column ${column})`;
    const head = `${paints[severity](severity)} ${style.heading(id)} ${sanitize(path)}${style.faint(at)}`.trimEnd();
    const lines = [head, `  ${sanitize(message)}`];
    if (fix !== undefined) lines.push(`  ${style.faint('fix:')} ${sanitize(fix.summary)}`);
    return `${lines.join('\n')}\n`;
  });
  if (found.length === 0) found.push('Nothing found.\n');
  if (refused.length > 0) found.push(`Not looked at, because it was refused: ${sanitize(refused.join(', '))}\n`);
  return found.join('');
}
