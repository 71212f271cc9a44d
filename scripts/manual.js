/** Writes src/tui/MANUAL.md from the table of keys and the glossary: `node scripts/manual.js`. */
import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const outfile = resolve('dist', '.manual.mjs');
await build({
  entryPoints: ['src/tui/help/manual.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
const { manual } = await import(outfile);
await rm(outfile);
await writeFile('src/tui/MANUAL.md', manual());
