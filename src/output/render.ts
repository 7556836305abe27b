import { escapeHidden } from './sanitize.js';

export type DocumentFormat = 'json' | 'yaml';

/**
 * One document as text ending in a newline: JSON indented by two blanks, or YAML without aliases that readers of
 * YAML 1.1 (PyYAML) understand alike: `no` and dates are quoted.
 */
export async function renderDocument(data: unknown, format: DocumentFormat): Promise<string> {
  const json = JSON.stringify(data ?? null, null, 2);
  const shown = escapeHidden(json);
  // A document that hides characters stays JSON, which is YAML too: its escapes are the same in both.
  if (format === 'json' || shown !== json) return `${shown}\n`;
  // CommonJS: esbuild's bundle has its exports under `default` only.
  const yaml = await import('yaml');
  const { stringify } = 'stringify' in yaml ? yaml : (yaml as { default: typeof import('yaml') }).default;
  // Through JSON, so that both formats hold the same: no undefined, no dates, nothing shared.
  return stringify(JSON.parse(json), { aliasDuplicateObjects: false, compat: 'yaml-1.1', lineWidth: 0 });
}
