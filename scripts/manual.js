/** Writes src/tui/MANUAL.md from the screens' tables of keys and terms: `node scripts/manual.js`. */
import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { commonJsGlobals } from './bundle.js';
import { terminalPackages } from './terminal-packages.js';

const outfile = resolve('dist', '.manual.mjs');
await build({
  entryPoints: ['src/tui/help/manual.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  banner: { js: commonJsGlobals },
  plugins: [terminalPackages],
  logLevel: 'warning',
});
const { manual } = await import(outfile);
await rm(outfile);
await writeFile('src/tui/MANUAL.md', manual());
