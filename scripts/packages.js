import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, folderOf, packagesIn } from './bundle.js';
import { printMarkdown } from './tables.js';

/**
 * `npm run packages [-- --all]`: the packages that are in the program as it is shipped, in Markdown: each that the
 * source imports, what it is for, and its bytes in the bundle, with those that come along with it; `--all` lists these,
 * too. Then what `npm audit` says, and which packages have install scripts. Ends with 1 where a package has no purpose
 * here, or a licence that was not looked at.
 */
const PURPOSES = {
  '@valibot/to-json-schema': 'the schemas of the HTTP API as OpenAPI',
  asciichart: 'line charts in the session',
  'cli-table3': 'tables that commands print',
  commander: 'arguments, flags and their help',
  conf: 'the preferences file',
  echarts: 'the charts of a report, as SVG',
  'env-paths': 'where preferences belong on each system',
  'fastest-levenshtein': 'the nearest name to one that is not known',
  fastify: 'the HTTP API',
  got: 'requests to sources: timeouts, retries, redirects',
  'http-proxy-agent': 'requests through a proxy',
  'https-proxy-agent': 'requests through the tunnel of a proxy',
  ink: 'the session on the terminal',
  'ink-spinner': 'a spinner in the session',
  'ink-table': 'the summary of the features',
  mathjs: 'matrices of the training; the error function of p values',
  ora: 'a spinner while a command works',
  papaparse: 'CSV files, read and written',
  react: 'components of the session',
  'string-width': 'how many columns a text takes',
  'swagger-ui-dist': 'the page /docs of the HTTP API',
  valibot: 'schemas for all that comes from outside',
  yauzl: 'a zip of one file, read as what is inside',
};
const LICENCES = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

const metafile = await bundle({ write: false });
const packages = [...(await packagesIn(metafile)), swaggerUi()];
const problems = packages
  .filter(({ license }) => !LICENCES.includes(license))
  .map(({ name, license }) => `${name} has the licence ${license}`);
const direct = packages.filter(isImported);
for (const { name } of direct)
  if (!(name in PURPOSES)) problems.push(`${name} has no purpose in scripts/packages.js`);
for (const name of Object.keys(PURPOSES)) {
  if (!direct.some((each) => each.name === name)) problems.push(`${name} has a purpose, but is not imported`);
}

const needs = new Map(direct.map(({ folder }) => [folder, neededBy(folder)]));
const along = packages
  .filter((each) => !direct.includes(each))
  .map((each) => ({
    ...each,
    with: direct.filter(({ folder }) => needs.get(folder).has(each.folder)).map(({ name }) => name),
  }));
const withSeveral = along.filter((each) => each.with.length > 1);
printMarkdown([
  ['package', 'version', 'licence', 'KiB', 'what it is for', 'comes with'],
  ...direct.map((each) => {
    const own = along.filter((other) => other.with.length === 1 && other.with[0] === each.name);
    return [each.name, each.version, each.license, kib([each]), PURPOSES[each.name], others(own)];
  }),
  ['', '', '', '', 'for several of them', others(withSeveral)],
  ['all', '', '', kib(packages), '', `${packages.length} packages`],
]);
if (process.argv.includes('--all')) {
  console.log();
  printMarkdown([
    ['package', 'version', 'licence', 'KiB', 'comes with'],
    ...along.map((each) => [each.name, each.version, each.license, kib([each]), each.with.join(', ')]),
  ]);
}
console.error(audit());
console.log(`\n${installScripts()}`);
for (const problem of problems) console.log(`FOUND ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Swagger UI is not bundled: its files are beside the bundle. */
function swaggerUi() {
  const folder = 'node_modules/swagger-ui-dist';
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync('dist/swagger-ui').map((file) => join('dist', 'swagger-ui', file));
  return {
    folder,
    name,
    version,
    license,
    files,
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
  };
}

function isImported({ folder, name }) {
  const isOfSource = ([path, { imports }]) =>
    path.startsWith('src/') && imports.some((each) => folderOf(each.path) === folder);
  return name === 'swagger-ui-dist' || Object.entries(metafile.inputs).some(isOfSource);
}

/**
 * The folders of all packages that one brings along: what it imports, and what those do, but for what the source does.
 */
function neededBy(folder, known = new Set()) {
  for (const [path, { imports }] of Object.entries(metafile.inputs)) {
    if (folderOf(path) !== folder) continue;
    for (const next of imports.map((each) => folderOf(each.path))) {
      if (next === undefined || known.has(next) || direct.some((each) => each.folder === next)) continue;
      known.add(next);
      neededBy(next, known);
    }
  }
  return known;
}

function others(list) {
  return list.length === 0 ? '' : `${list.length} more, ${kib(list)} KiB`;
}

function kib(list) {
  return String(Math.round(list.reduce((sum, { bytes }) => sum + bytes, 0) / 1024));
}

/** What the registry knows of weaknesses, or why it says nothing. */
function audit() {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--loglevel=warn'], { encoding: 'utf8' });
  const refusal = /audit (\d{3} [\w ]+)/.exec(stderr)?.[1];
  return `npm audit: ${refusal ? `the registry answers ${refusal.trim()}` : stdout.trim()}`;
}

function installScripts() {
  const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const names = Object.entries(locked)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  const { dependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8'));
  const count = Object.keys(dependencies).length;
  return `The program as it is installed has ${count} dependencies. To build it, ${names.join(' and ')} have install scripts; none is needed.`;
}
