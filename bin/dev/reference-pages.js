// The reference: one page per noun, one per verb that stands alone, and an index. Pure: tables in, texts out.

const HEADER = '<!-- Generated from the command tree by `npm run docs`. Do not edit. -->\n\n';

/** Texts by file name. */
export function referencePages({ NOUNS, SINGLE_VERBS, GLOBAL_OPTIONS }) {
  const singles = SINGLE_VERBS.map((verb) => page(verb.name, [verbSection(verb, '', '#')]));
  const nouns = Object.entries(NOUNS).map(([noun, { summary, verbs }]) =>
    page(noun, [`# ramrole ${noun}`, sentence(summary), ...verbs.map((verb) => verbSection(verb, `${noun} `, '##'))]),
  );
  return new Map([...singles, ...nouns, page('README', [index(NOUNS, SINGLE_VERBS), globals(GLOBAL_OPTIONS)])]);
}

function page(name, sections) {
  return [`${name}.md`, `${HEADER}${sections.join('\n\n')}\n`];
}

function verbSection(verb, noun, level) {
  const args = Object.entries(verb.arguments);
  const words = args.map(([name, { optional }]) => (optional ? `[${name}]` : `<${name}>`));
  const usage = ['ramrole', `${noun}${verb.name}`, ...words, '[options]'].join(' ');
  const needsFolder = verb.sandbox ? ['Works on the sandbox, whether or not `--sandbox` is given.'] : [];
  return [
    `${level} ramrole ${noun}${verb.name}`,
    [sentence(verb.summary), ...(verb.details ? [plain(verb.details)] : []), ...needsFolder].join('\n\n'),
    fence('text', [usage]),
    ...table(
      ['Argument', 'Meaning'],
      args.map(([name, { help }]) => [`\`${name}\``, plain(help)]),
    ),
    ...table(['Option', 'Meaning'], Object.values(verb.options).map(optionRow)),
    fence('sh', verb.examples),
  ].join('\n\n');
}

function index(nouns, singles) {
  const rows = [
    ...singles.map((verb) => [`[${verb.name}](${verb.name}.md)`, '', plain(verb.summary)]),
    ...Object.entries(nouns).map(([noun, { summary, verbs }]) => [
      `[${noun}](${noun}.md)`,
      verbs.map((verb) => `[${verb.name}](${noun}.md#ramrole-${noun}-${verb.name})`).join(', '),
      plain(summary),
    ]),
  ];
  return [
    '# Reference',
    'Each command prints the same with `--help`. [json.md](../json.md) has the documents and the exit codes.',
    ...table(['Command', 'Verbs', 'Meaning'], rows),
  ].join('\n\n');
}

function globals(options) {
  const rows = Object.values(options).map((option) => {
    const [flags, help] = optionRow(option);
    return [flags, option.env ? `\`${option.env}\`` : '', help];
  });
  return [
    '## Options of every command',
    'A flag goes before its environment variable.',
    ...table(['Option', 'Environment', 'Meaning'], rows),
  ].join('\n\n');
}

function optionRow({ flags, help, choices }) {
  const oneOf = choices ? ` One of: ${choices.map((choice) => `\`${choice}\``).join(', ')}.` : '';
  return [`\`${flags}\``, `${plain(help)}${oneOf && `.${oneOf}`}`];
}

/** As one block in a list of blocks; none without rows. */
function table(header, rows) {
  if (rows.length === 0) return [];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [[line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')];
}

function fence(language, lines) {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

function sentence(text) {
  return `${plain(text.slice(0, 1).toUpperCase() + text.slice(1))}.`;
}

/** Help texts are plain: nothing in them is Markdown. */
function plain(text) {
  return text.replaceAll(/[<|*_`[\]]/g, '\\$&');
}
