import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { terminalPackages } from './terminal-packages.js';

/** What CommonJS packages look for, and an ES module does not have. */
export const commonJsGlobals = [
  "import { createRequire } from 'node:module';",
  'const require = createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join(' ');

/** Bundles the program into dist/, split so that a command loads what it uses; returns esbuild's account of it. */
export async function bundle({ write = true } = {}) {
  const { metafile } = await build({
    entryPoints: {
      main: 'src/main.ts',
      library: 'src/library.ts',
      'signal-test-worker': 'src/training/signal-test-worker.ts',
      'training-worker': 'src/training/training-worker.ts',
      'walk-forward-worker': 'src/workers/walk-forward-worker.ts',
      'session-worker': 'src/tui/effects/session-worker.ts',
      'server-worker': 'src/server/server-worker.ts',
    },
    outdir: 'dist',
    write,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Identifiers keep their names: keeping them beside shorter ones costs a call for every closure that is made.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    banner: { js: commonJsGlobals },
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    plugins: [terminalPackages],
    logLevel: 'warning',
  });
  return metafile;
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
