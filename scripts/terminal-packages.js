import { resolve } from 'node:path';

/**
 * What the packages of the interactive session need to be bundled: ink-table is CommonJS that requires ink, which
 * is a module with a top-level await, so its `require` is turned into imports; the devtools that Ink would load
 * while it is developed are nothing; and string-width, which a frame calls thousands of times, is made quick.
 */
const inkTable = /[\\/]ink-table[\\/]dist[\\/]index\.js$/;

/** ink-table's CommonJS as a module that imports what it required. */
function asModule(source) {
  return `import * as ink from 'ink'; import * as react from 'react'; import * as objectHash from 'object-hash';
const require = (name) => ({ ink, react, 'object-hash': objectHash.default })[name], exports = {};
${source}
export default exports;`;
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
    build.onLoad({ filter: inkTable }, async ({ path }) => {
      const { readFile } = await import('node:fs/promises');
      return { contents: asModule(await readFile(path, 'utf8')), loader: 'js' };
    });
  },
};
