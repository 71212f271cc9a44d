import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * What the packages of the interactive session need to be bundled: ink-table is CommonJS that requires ink, which
 * is a module with a top-level await, so its `require` is turned into imports; the devtools that Ink would load
 * while it is developed are nothing; string-width, which a frame calls thousands of times, is made quick; what Ink
 * learns of a line is kept from one frame to the next, as most lines stay; from a character to the next of the same
 * style, as most are, no difference is computed; and what costs more than all else before the first frame, a segmenter
 * of graphemes and a fetch of what is there already, is left undone.
 */
const inkTable = /[\\/]ink-table[\\/]dist[\\/]index\.js$/;

/** ink-table's CommonJS as a module that imports what it required. */
function asModule(source) {
  return `import * as ink from 'ink'; import * as react from 'react'; import * as objectHash from 'object-hash';
const require = (name) => ({ ink, react, 'object-hash': objectHash.default })[name], exports = {};
${source}
export default exports;`;
}

/** A source with a text in it replaced, which must be there. */
function replaced(source, text, replacement) {
  if (!source.includes(text)) throw new Error(`${text} is gone: look at scripts/terminal-packages.js`);
  return source.replace(text, replacement);
}

const BLANK = `{
                    type: 'char',
                    value: ' ',
                    fullWidth: false,
                    styles: [],
                }`;

/** Ink's output with its caches shared by all frames, emptied before they grow, and one blank for all that is blank. */
function withSharedCaches(source) {
  const shared = replaced(source, 'caches = new OutputCaches();', 'caches = sharedCaches();');
  return `${replaced(shared, `row.push(${BLANK})`, 'row.push(blank)')}
const blank = ${BLANK};
let shared = new OutputCaches();
function sharedCaches() {
  if (shared.styledChars.size > 1500 || shared.widths.size > 5000) shared = new OutputCaches();
  return shared;
}`;
}

/** Characters that share the list of their styles with the one before, which is then not held against it. */
function withSharedStyles(source) {
  const shared = replaced(source, 'styles: [...codes]', 'styles: codes');
  return replaced(
    shared,
    '        else {\n            ret += ansiCodesToString(diff',
    '        else if (chars[i - 1].styles !== char.styles) {\n            ret += ansiCodesToString(diff',
  );
}

/** A package that takes texts apart, by our own means. */
function withOwnGraphemes(source) {
  const found = /new Intl\.Segmenter\(.*?\)/.exec(source);
  const own = JSON.stringify(resolve('src/tui/drawing/graphemes.ts'));
  return `import { graphemes } from ${own};\n${replaced(source, found?.[0] ?? 'new Intl.Segmenter', 'graphemes')}`;
}

/** The list of all emoji is read when a text first needs it, not when the program starts. */
function withLateEmoji(source) {
  const late = replaced(source, 'const rgiEmojiRegex =', 'let found;\nconst rgiEmoji = () => found ??=');
  return replaced(late, 'rgiEmojiRegex.test', 'rgiEmoji().test');
}

/** Yoga's code is in its own file as text: without fetch it decodes that. With it, all that fetch is made of is loaded. */
function withoutFetch(source) {
  return `const fetch = undefined;\n${source}`;
}

/** For the tests, which take the other packages as they are. */
export const inkTableInTests = { test: (path) => inkTable.test(path), transform: asModule };

/** Files of packages, and what is changed in them. */
const changed = [
  [inkTable, asModule],
  [/[\\/]ink[\\/]build[\\/]output\.js$/, withSharedCaches],
  [/[\\/]ansi-tokenize[\\/]build[\\/]styledChars\.js$/, withSharedStyles],
  [/[\\/]ansi-tokenize[\\/]build[\\/]tokenize\.js$/, withOwnGraphemes],
  [/[\\/]slice-ansi[\\/]tokenize-ansi\.js$/, withOwnGraphemes],
  // The one of cli-table3 is older and knows emoji by a pattern.
  [
    /[\\/]string-width[\\/]index\.js$/,
    (source) => (/emoji-regex/.test(source) ? source : withLateEmoji(withOwnGraphemes(source))),
  ],
  [/[\\/]yoga-wasm-base64-esm\.js$/, withoutFetch],
];

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
    for (const [filter, change] of changed) {
      build.onLoad({ filter }, async ({ path }) => {
        return { contents: change(await readFile(path, 'utf8')), loader: 'js' };
      });
    }
  },
};
