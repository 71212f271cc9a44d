import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { terminalPackages } from './terminal-packages.js';

/** What CommonJS packages look for, and an ES module does not have. */
const commonJsGlobals = [
  "import { createRequire } from 'node:module';",
  'const require = createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join(' ');

/** Bundles the program into dist/, split so that a command loads what it uses. */
await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts', 'src/walk-forward-worker.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  banner: { js: commonJsGlobals },
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  plugins: [terminalPackages],
  logLevel: 'warning',
});
