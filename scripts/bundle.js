import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { joinChunks } from './join-chunks.js';
import { terminalPackages } from './terminal-packages.js';

/** What CommonJS packages look for, and an ES module does not have. */
export const commonJsGlobals = [
  "import { createRequire } from 'node:module';",
  'const require = createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join(' ');

/** What is started, by the name of its file in dist/, and what others import. */
const programs = {
  main: 'src/main.ts',
  library: 'src/library.ts',
  'signal-test-worker': 'src/training/signal-test-worker.ts',
  'training-worker': 'src/training/training-worker.ts',
  'walk-forward-worker': 'src/workers/walk-forward-worker.ts',
  'session-worker': 'src/tui/effects/session-worker.ts',
  'server-worker': 'src/server/server-worker.ts',
};

/** What holds for chunks and for the files that they are joined into. */
const output = {
  outdir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Not its identifiers: functions have to keep their names, and to keep a name beside a shorter one costs a call for
  // every closure that is made.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
};

/** Bundles the program into dist/, split so that a command loads what it uses; returns esbuild's account of it. */
export async function bundle({ write = true } = {}) {
  const bundled = await build({
    ...output,
    entryPoints: programs,
    write: false,
    bundle: true,
    splitting: true,
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    plugins: [terminalPackages],
    logLevel: 'warning',
  });
  await joinChunks(bundled, fileNames(bundled.metafile), {
    ...output,
    write,
    banner: { js: commonJsGlobals },
  });
  return bundled.metafile;
}

/** What it takes to read a run, and to forecast with it: most commands load it, and so does the session. */
const forecasting = [
  'src/workspace/project.ts',
  'src/workspace/runs.ts',
  'src/commands/predict-inputs.ts',
  'src/text/fetched.ts',
];

/** What else is loaded together often enough to be one file, each beside those before it. */
const together = {
  files: [
    'src/market-data/import-file.ts',
    'src/market-data/sources/files/chart-file.ts',
    'src/market-data/sources/files/table/rows.ts',
    'src/results/fetched.ts',
  ],
  charts: ['src/training/forecast-newest.ts', 'src/training/log-forecast.ts'],
  training: [
    'src/training/train-run.ts',
    'src/training/save-training.ts',
    'src/text/trained.ts',
    'src/training/evaluate.ts',
    'src/training/save-evaluation.ts',
    'src/text/evaluated.ts',
  ],
};

/**
 * Which file each chunk goes into. What every command loads is one file; what a forecast takes beside it another, and
 * what the session needs beside these for its first frame a third. What of either something else loads, too, is in a
 * file of its own. Every other chunk is with those that it is loaded together with, or stays as it is.
 */
function fileNames({ outputs }) {
  const outputOf = (source) => {
    const found = Object.keys(outputs).find((path) => outputs[path].entryPoint === source);
    if (found === undefined) throw new Error(`${source} is loaded by nothing when it is needed`);
    return found;
  };
  const [main, session, commands] = ['src/main.ts', 'src/tui/start.tsx', 'src/cli.ts'].map(outputOf);
  const roots = Object.keys(outputs).filter((path) => isProgram(outputs[path]) && path !== main);
  const withoutSession = reached([...roots, commands], outputs, ({ path }) => path !== session);
  const withoutCommands = reached([...roots, session], outputs, ({ path }) => path !== commands);
  const ofSession = reached([main, session], outputs, isStatic);
  const ofCommands = reached([main, commands], outputs, isStatic);
  const ofAll = (sources) => reached(sources.map(outputOf), outputs, isStatic);
  const ofForecasting = ofAll(forecasting);
  const others = Object.entries(together).map(([name, sources]) => ({ name, paths: ofAll(sources) }));
  const nameOf = (path) => {
    if (path === main) return path;
    if (ofCommands.has(path)) return withoutCommands.has(path) ? 'shared.js' : commands;
    if (ofForecasting.has(path)) return 'forecasting.js';
    if (ofSession.has(path)) return withoutSession.has(path) ? 'session-shared.js' : session;
    const other = others.find(({ paths }) => paths.has(path));
    return other === undefined ? path : `${other.name}.js`;
  };
  const files = new Map(Object.keys(outputs).map((path) => [basename(path), basename(nameOf(path), '.js')]));
  return (chunk) => files.get(chunk);
}

/** Whether a file is started as a program or a thread, or imported by a reader. */
function isProgram({ entryPoint }) {
  return Object.values(programs).includes(entryPoint);
}

function isStatic({ kind }) {
  return kind === 'import-statement';
}

/** The chunks that come with some, themselves among them, by the imports that count. */
function reached(paths, outputs, counts) {
  const found = new Set();
  const add = (path) => {
    if (found.has(path)) return;
    found.add(path);
    for (const each of outputs[path].imports) if (!each.external && counts(each)) add(each.path);
  };
  for (const path of paths) add(path);
  return found;
}

/** The packages that a bundle contains, by name: where each is, its own description, its files and its bytes there. */
export async function packagesIn({ outputs }) {
  const found = new Map();
  for (const [path, { bytesInOutput }] of Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs),
  )) {
    const folder = folderOf(path);
    if (folder === undefined) continue;
    const { files, bytes } = found.get(folder) ?? { files: [], bytes: 0 };
    found.set(folder, { files: [...files, path], bytes: bytes + bytesInOutput });
  }
  const folders = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(
    folders.map(async ([folder, contained]) => {
      const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
      return { folder, name, version, license, ...contained };
    }),
  );
}

/** The folder of the package that a file belongs to; undefined where it is the program's own. */
export function folderOf(path) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}
