import type { Fix, Severity } from '../../model/finding.js';
import type { JsonNode } from '../json/node.js';
import { formatPath, type JsonPath } from '../json/path.js';
import type { Position } from '../json/position.js';
import type { JsonProblem } from '../json/reader.js';
import type { PolicyProblem, ProblemRule } from '../types.js';

/** Enough for any reader; a hostile text of a megabyte could have hundreds of thousands. */
const MOST_PROBLEMS = 1000;

interface Found {
  readonly rule: ProblemRule;
  readonly severity: Severity;
  readonly offset: number;
  readonly path: JsonPath;
  readonly message: string;
  readonly fix?: Fix | undefined;
}

/** What is known of a problem beside its message. */
export interface ProblemDetails {
  /** `high` unless it is said to be less. */
  readonly severity?: Severity;
  readonly fix?: Fix | undefined;
}

/** Collects what is wrong with one document, and whether it can still be evaluated. */
export class ProblemList {
  /** Set by a problem that leaves the meaning of the document open. */
  meaningless = false;
  readonly #found: Found[] = [];

  add(
    rule: ProblemRule,
    { start: offset }: Pick<JsonNode, 'start'>,
    path: JsonPath,
    message: string,
    { severity = 'high', fix }: ProblemDetails = {},
  ): void {
    this.#found.push({ rule, severity, offset, path, message, fix });
  }

  /** A problem that makes evaluation meaningless. */
  fail(rule: ProblemRule, node: Pick<JsonNode, 'start'>, path: JsonPath, message: string): void {
    this.meaningless = true;
    this.add(rule, node, path, message);
  }

  /** A text that strict JSON does not take, or whose readers differ, has no sure meaning. */
  addJson(problems: readonly JsonProblem[]): void {
    for (const { rule, offset, path, message } of problems) this.fail(rule, { start: offset }, path, message);
  }

  /** In the order of the text, at most a thousand. */
  inOrder(position: (offset: number) => Position): PolicyProblem[] {
    return this.#found
      .toSorted((a, b) => a.offset - b.offset)
      .slice(0, MOST_PROBLEMS)
      .map(({ rule, severity, offset, path, message, fix }) => ({
        rule,
        severity,
        path: formatPath(path),
        ...position(offset),
        message,
        ...(fix && { fix }),
      }));
  }
}
