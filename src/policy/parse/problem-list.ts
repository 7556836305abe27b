import type { JsonNode } from '../json/node.js';
import { positionsOf } from '../json/position.js';
import type { JsonProblem } from '../json/reader.js';
import type { PolicyProblem, ProblemRule } from '../types.js';

/** Enough for any reader; a hostile text of a megabyte could have hundreds of thousands. */
const MOST_PROBLEMS = 1000;

/** Collects what is wrong with one document, and whether it can still be evaluated. */
export class ProblemList {
  /** Set by a problem that leaves the meaning of the document open. */
  meaningless = false;
  readonly #found: { offset: number; problem: Omit<PolicyProblem, 'line' | 'column'> }[] = [];

  add(rule: ProblemRule, node: Pick<JsonNode, 'start'>, path: string, message: string): void {
    this.#found.push({ offset: node.start, problem: { rule, path, message } });
  }

  /** A problem that makes evaluation meaningless. */
  fail(rule: ProblemRule, node: Pick<JsonNode, 'start'>, path: string, message: string): void {
    this.meaningless = true;
    this.add(rule, node, path, message);
  }

  addJson(problems: readonly JsonProblem[]): void {
    for (const { rule, offset, path, message } of problems)
      this.#found.push({ offset, problem: { rule, path, message } });
    if (problems.some(({ rule }) => rule !== 'duplicate-key')) this.meaningless = true;
  }

  /** In the order of the text, at most a thousand. */
  inOrder(text: string): PolicyProblem[] {
    const position = positionsOf(text);
    return this.#found
      .toSorted((a, b) => a.offset - b.offset)
      .slice(0, MOST_PROBLEMS)
      .map(({ offset, problem }) => ({ ...problem, ...position(offset) }));
  }
}
