import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * What the packages of the interactive session need to be bundled: ink-table is CommonJS that requires ink, which
 * is a module with a top-level await, so its `require` is turned into imports; the devtools that Ink would load
 * while it is developed are nothing; string-width, which a frame calls thousands of times, is made quick; and what
 * Ink learns of a line is kept from one frame to the next, as most lines stay.
 */
const inkTable = /[\\/]ink-table[\\/]dist[\\/]index\.js$/;

/** ink-table's CommonJS as a module that imports what it required. */
function asModule(source) {
  return `import * as ink from 'ink'; import * as react from 'react'; import * as objectHash from 'object-hash';
const require = (name) => ({ ink, react, 'object-hash': objectHash.default })[name], exports = {};
${source}
export default exports;`;
}

/** Ink's output with its caches shared by all frames, emptied before they grow. */
function withSharedCaches(source) {
  const own = 'caches = new OutputCaches();';
  if (!source.includes(own))
    throw new Error('Ink keeps its caches elsewhere now: look at scripts/terminal-packages.js');
  return `${source.replace(own, 'caches = sharedCaches();')}
let shared = new OutputCaches();
function sharedCaches() {
  if (shared.styledChars.size > 1500 || shared.widths.size > 5000) shared = new OutputCaches();
  return shared;
}`;
}

/** For Vite, which the tests go through. */
export const inkTableInTests = {
  name: 'ink-table',
  enforce: 'pre',
  transform: (source, id) => (inkTable.test(id) ? asModule(source) : undefined),
};

/** For esbuild, which makes the program. */
export const terminalPackages = {
  name: 'terminal-packages',
  setup(build) {
    build.onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'nothing' }));
    build.onResolve({ filter: /^string-width$/ }, ({ importer, kind }) =>
      importer.endsWith('width.ts') || kind === 'require-call'
        ? undefined
        : { path: resolve('src/tui/drawing/width.ts') },
    );
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'export default {};' }));
    build.onLoad({ filter: /[\\/]ink[\\/]build[\\/]output\.js$/ }, async ({ path }) => {
      return { contents: withSharedCaches(await readFile(path, 'utf8')), loader: 'js' };
    });
    build.onLoad({ filter: inkTable }, async ({ path }) => {
      return { contents: asModule(await readFile(path, 'utf8')), loader: 'js' };
    });
  },
};
