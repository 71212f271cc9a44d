/**
 * Writes the pages of docs/ that follow from the program: commands.md from every --help, json.md and http-api.md from
 * the schemas, examples/ from the bundled prices. `npm run docs`; with `-- --check` it writes nothing, and ends with 1
 * where a page is not up to date.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toJsonSchema } from '@valibot/to-json-schema';
import { exampleSignals } from './docs/examples.js';
import { markdownTable, typeOf, valueRows } from './docs/json-schema.js';
import { loadSource } from './load-source.js';

/** Which schema in src/results/ each result has. */
const results = {
  'train, runs show': 'runSchema',
  'predict --coin': 'datedForecastSchema',
  'predict --json': 'forecastSchema',
  'evaluate of one coin': 'evaluationSchema',
  score: 'scoredSchema',
  test: 'signalTestSchema',
  tune: 'tunedSchema',
  ledger: 'ledgerSchema',
  monitor: 'monitoredSchema',
  'what monitor --notify posts': 'notificationSchema',
  retrain: 'retrainedSchema',
  'runs list': 'runListSchema',
  features: 'featuresSchema',
  fetch: 'fetchedSchema',
  'fetch --undo': 'takenBackSchema',
  'signals list': 'signalListSchema',
  'signals show': 'shownSignalSchema',
  'signals import': 'importedSignalsSchema',
};
const resultFiles = [
  ...[
    'run',
    'forecast',
    'evaluation',
    'tuned',
    'ledger',
    'monitored',
    'notification',
    'decision',
    'run-list',
  ],
  ...['made-features', 'fetched', 'signal', 'signal-test', 'scored'],
];

const root = join(import.meta.dirname, '..');
const pages = {
  'commands.md': await commandsPage(),
  'json.md': await jsonPage(),
  'http-api.md': await httpPage(),
  ...(await examples()),
};

const outdated = Object.entries(pages).filter(([name, text]) => {
  const file = join(root, 'docs', name);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});
const names = outdated.map(([name]) => `docs/${name}`).join(', ');
if (process.argv.includes('--check')) {
  if (outdated.length > 0) {
    console.error(`not up to date: ${names}; run npm run docs`);
    process.exitCode = 1;
  }
} else {
  for (const [name, text] of outdated) writeFileSync(join(root, 'docs', name), text);
  console.log(outdated.length > 0 ? `written: ${names}` : 'all pages are up to date');
}

async function commandsPage() {
  const helps = await helpsOf([]);
  const title = (words) => ['crypto-predict', ...words].join(' ');
  const contents = helps.map(({ words }) => `- [\`${title(words)}\`](#${title(words).replaceAll(' ', '-')})`);
  const sections = helps.map(({ words, text }) => `## ${title(words)}\n\n\`\`\`text\n${text.trim()}\n\`\`\``);
  return page('Commands', 'What `--help` says of each command. Made by `npm run docs`.', [
    contents.join('\n'),
    ...sections,
  ]);
}

/** The help of a command, and of all commands that it lists, without the flags that every command takes. */
async function helpsOf(words) {
  const program = join(root, 'bin/crypto-predict.js');
  const { stdout: text } = await promisify(execFile)(process.execPath, [program, ...words, '--help']);
  const [, listed = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(text) ?? [];
  const names = [...listed.matchAll(/^ {2}(\w+)/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'help');
  const below = await Promise.all(names.map((name) => helpsOf([...words, name])));
  const own = words.length > 0 ? text.replace(/\nGlobal Options:\n[\s\S]*?\n(?=\n)/, '') : text;
  return [{ words, text: own }, ...below.flat()];
}

async function jsonPage() {
  const source = await loadSource('results/codec', ...resultFiles.map((name) => `results/${name}`));
  const sections = Object.entries(results).map(([command, name]) => {
    const schema = toJsonSchema(source.jsonForm(source[name]), { errorMode: 'ignore' });
    return `## ${command}\n\n${fieldTable(schema)}`;
  });
  const intro =
    'The fields of every JSON result, with `--format json`. Made from the schemas by `npm run docs`. A field marked ' +
    '“maybe” can be absent. Fields may be added; these keep their names and meaning. What the figures mean is in ' +
    '[interpreting results](interpreting-results.md).';
  return page('JSON results', intro, sections);
}

async function httpPage() {
  const { openApiDocument, routes } = await loadSource('server/openapi', 'server/routes');
  const { paths, components } = openApiDocument(routes, {
    features: undefined,
    example: undefined,
    asksForToken: false,
  });
  const sections = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => routeSection(method.toUpperCase(), path, route)),
  );
  const answers = Object.entries(components.schemas).map(
    ([name, schema]) => `## ${name}\n\n${fieldTable(schema)}`,
  );
  const intro =
    'What `crypto-predict serve` answers. Made from the schemas by `npm run docs`; a running server describes itself ' +
    'at `/openapi.json`, with the features of the model in use. How to run it is in [operate](operate.md).';
  return page('HTTP', intro, [...sections, ...answers]);
}

async function examples() {
  const { seededRandom } = await loadSource('evaluation/random');
  const bitcoin = readFileSync(join(root, 'data/bundled/bitcoin_usd.csv'), 'utf8');
  return exampleSignals(bitcoin, seededRandom(1));
}

function routeSection(method, path, { summary, description, parameters = [], responses }) {
  const parts = [`## ${method} ${path}`, `${summary}.${description ? ` ${description}` : ''}`];
  if (parameters.length > 0) {
    const rows = parameters.map((each) => [
      `\`${each.name}\``,
      each.in,
      typeOf(each.schema),
      each.description,
    ]);
    parts.push(markdownTable(['parameter', 'in', 'type', 'what it is'], rows));
  }
  const rows = Object.entries(responses).map(([status, each]) => [status, each.description]);
  return [...parts, markdownTable(['status', 'when'], rows)].join('\n\n');
}

function fieldTable(schema) {
  const rows = valueRows(schema);
  if (rows.length === 0) return typeOf(schema);
  return markdownTable(['field', 'type', 'what it is'], rows);
}

function page(title, intro, sections) {
  return `${[`# ${title}`, intro, ...sections].join('\n\n')}\n`;
}
