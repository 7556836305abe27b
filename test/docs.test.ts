import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import type { Verb } from '../src/commands/verb.js';
import { processHost } from '../src/host.js';
import { checkQuery } from '../src/output/query.js';
import { buildProgram, NOUNS, SINGLE_VERBS } from '../src/program.js';
import { DEFAULT_INSTANCES } from '../src/sandbox/population-instances.js';
import { openWorld } from './cli/harness.js';
import { anchors, blocks, CHECKOUT, consoleCommands, pages, ramroleCommands, read } from './docs/markdown.js';

const verbs: readonly Verb[] = [...SINGLE_VERBS, ...Object.values(NOUNS).flatMap((noun) => noun.verbs)];

/** Every command line that a reader may copy: of the verbs' help, and of the pages. */
const examples = [
  ...verbs.flatMap((verb) => verb.examples.map((line) => ({ from: `--help of ${verb.name}`, line }))),
  ...pages().flatMap((path) => {
    const page = read(path);
    const lines = [...blocks(page, 'sh').join('').split('\n'), ...consoleCommands(page).map((one) => one.command)];
    return lines.map((line) => ({ from: path, line: line.trim() }));
  }),
].flatMap(({ from, line }) => ramroleCommands(line).map((words) => ({ from, line, words })));

describe('the reference', () => {
  it('is fresh', () => {
    const stale = () =>
      execFileSync(process.execPath, ['bin/dev/docs.js', '--check'], { cwd: CHECKOUT, encoding: 'utf8' });
    expect(stale).not.toThrow();
  });
});

describe.each(pages())('%s', (path) => {
  const links = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target as string);
  const relative = links.filter((target) => !/^[a-z]+:/.test(target));

  it('links to what is there', () => {
    const broken = relative.filter((target) => {
      const [file, anchor] = target.split('#');
      const linked = file ? join(dirname(path), file) : path;
      return !existsSync(join(CHECKOUT, linked)) || (anchor && !anchors(read(linked)).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('names only instances that the sandbox has', () => {
    const known = new Set(DEFAULT_INSTANCES.map((one) => one.InstanceId));
    const named = read(path).match(/i-[a-z0-9]*sandbox\d+/g) ?? [];
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('names no path of a machine', () => {
    expect(read(path)).not.toMatch(/\/(work|tmp|root|home)\//);
  });
});

describe('the examples', () => {
  it('are found', () => {
    expect(examples.length).toBeGreaterThan(30);
    for (const verb of verbs) expect(verb.examples.some((line) => ramroleCommands(line).length > 0)).toBe(true);
  });

  it.each(examples)('$from: $line', async ({ words }) => {
    expect(misuse(words)).toEqual([]);
    const at = words.indexOf('--query');
    if (at >= 0) await checkQuery(words[at + 1] ?? '');
  });

  it('would be refused with an unknown verb, an unknown option or a missing argument', () => {
    expect(misuse(['role', 'frob'])).not.toEqual([]);
    expect(misuse(['role', 'show', 'R', '--frob'])).not.toEqual([]);
    expect(misuse(['role', 'show'])).not.toEqual([]);
    expect(() => misuse(['role', 'list', '--query'])).toThrow();
  });
});

/** What a parser would not take of a command line; nothing is run. */
function misuse(words: readonly string[]): string[] {
  let command: Command = buildProgram({ host: processHost(), argv: [], isPresented: false });
  let { operands, unknown } = command.parseOptions(words.map((word) => (word === '--sandbox' ? '--sandbox=' : word)));
  for (;;) {
    const next = command.commands.find((one) => one.name() === operands[0]);
    if (!next) break;
    const parsed = next.parseOptions(unknown);
    operands = [...operands.slice(1), ...parsed.operands];
    unknown = parsed.unknown;
    command = next;
  }
  const { registeredArguments } = command;
  const missing = registeredArguments.filter((argument) => argument.required).slice(operands.length);
  const isGroup = command.commands.length > 0 ? [`${command.name()} is no verb`] : [];
  return [...isGroup, ...unknown, ...operands.slice(registeredArguments.length), ...missing.map((one) => one.name())];
}

describe('docs/json.md', () => {
  it('describes every schema of the code, and no other', () => {
    const sources = readdirSync(join(CHECKOUT, 'src'), { recursive: true, encoding: 'utf8' });
    const code = sources.filter((path) => path.endsWith('.ts')).map((path) => read(join('src', path)));
    const schemas = (text: string) => [...new Set(text.match(/ramrole\.[a-z.]+\/\d+/g))].toSorted();
    expect(schemas(read('docs/json.md'))).toEqual(schemas(code.join('\n')));
  });
});

describe.each(['README.md', 'docs/quickstart.md', 'docs/policies.md'])('%s, typed line by line', (path) => {
  it('shows what the tool prints', async () => {
    const world = await openWorld();
    let exitCode = 0;
    for (const { command, output } of consoleCommands(read(path))) {
      if (command === 'echo $?') {
        expect(output, `after ${command}`).toEqual([String(exitCode)]);
        continue;
      }
      const run = await world.run(ramroleCommands(command)[0] ?? []);
      exitCode = run.exitCode;
      const printed = new Set(`${run.stderr}\n${run.stdout}`.split('\n').map(constant));
      const wrong = output.filter((line) => line !== '…' && !/^INSTANCE +REGION/.test(line));
      expect(
        wrong.map(constant).filter((line) => !printed.has(line)),
        command,
      ).toEqual([]);
    }
  });
});

/** A line without what differs from run to run, and with blanks for tabs: a terminal's table is aligned. */
function constant(line: string): string {
  return line
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/\*{4}\S{4}/g, '****')
    .replaceAll(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/g, 'REQUEST')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
