import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { commonJsGlobals } from './bundle.js';
import { terminalPackages } from './terminal-packages.js';

const root = join(import.meta.dirname, '..');
const source = join(root, 'src');
/** Within the package, whose folder the source looks for. */
const cache = join(root, 'node_modules', '.cache');

/** What modules of `src/` export, for scripts, which Node runs as they are. */
export async function loadSource(...modules) {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'source-'));
  const outfile = join(folder, 'source.mjs');
  try {
    await build({
      stdin: {
        contents: modules.map((name) => `export * from './${name}.ts';`).join('\n'),
        resolveDir: source,
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile,
      banner: { js: commonJsGlobals },
      define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
      plugins: [terminalPackages],
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
