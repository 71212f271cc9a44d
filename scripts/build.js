import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { terminalPackages } from './terminal-packages.js';

/** What CommonJS packages look for, and an ES module does not have. */
const commonJsGlobals = [
  "import { createRequire } from 'node:module';",
  'const require = createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join(' ');

/** Bundles the program into dist/, split so that a command loads what it uses. */
await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['src/main.ts', 'src/walk-forward-worker.ts'],
  outdir: 'dist',
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

/** The documentation page of the server asks no other host, so Swagger UI is served from here. */
for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png', 'LICENSE', 'NOTICE']) {
  await cp(`node_modules/swagger-ui-dist/${file}`, `dist/swagger-ui/${file}`);
}

/** What is bundled is given on, so its licences are, too. */
const packages = new Set(
  Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.keys(inputs))
    .flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
);
const notices = await Promise.all([...packages].sort().map(notice));
await writeFile('dist/THIRD-PARTY-LICENSES.txt', notices.join(`\n${'='.repeat(80)}\n\n`));

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
  return `${name} ${version}, ${license}\n\n${text}`;
}
