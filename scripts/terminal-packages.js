import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * What the packages of the interactive session need to be bundled: ink-table is CommonJS that requires ink, which
 * is a module with a top-level await, so its `require` is turned into imports; the devtools that Ink would load
 * while it is developed are nothing.
 *
 * The other changes keep a budget of `npm run bench -- session`, and each has beside it what goes without it: the time
 * to the first frame as a multiple of `node -e 0`, which is 2.4 with all of them, or what a key on the Data screen
 * costs the thread of the keys, 6.7 ms with all of them. Medians on two busy cores, in November 2026.
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

/** What in a source begins with a text and ends with another, which both must be there. */
function pieceOf(source, first, last) {
  const [start, end] = [source.indexOf(first), source.indexOf(last)];
  if (start < 0 || end < start) throw new Error(`${first} is gone: look at scripts/terminal-packages.js`);
  return source.slice(start, end + last.length);
}

/**
 * Ink's output, which takes every row of every frame apart into characters and puts it together again, with a row kept
 * as long as the same is written into it: from one frame to the next most are the same. Without it: 12.8 ms a key.
 */
function withRowsKept(source) {
  const fill = pieceOf(source, 'const row = [];', 'output.push(row);');
  const put = pieceOf(
    source,
    'const characters = this.caches',
    'offsetX += characterWidth;\n                    }',
  );
  const join = pieceOf(
    source,
    'const lineWithoutEmptyItems',
    'return styledCharsToString(lineWithoutEmptyItems).trimEnd();',
  );
  const late = [
    [fill, 'output.push([]);'],
    [put, 'currentLine.push(x, line);'],
    [join, 'return keptRow(line, this);'],
  ].reduce((changed, [text, replacement]) => replaced(changed, text, replacement), source);
  return `${late}
const keptRows = new Map();
function keptRow(written, output) {
  const key = output.width + '\\0' + written.join('\\0');
  let text = keptRows.get(key);
  if (text === undefined) {
    text = drawnRow.call(output, written);
    if (keptRows.size >= 2000) keptRows.clear();
    keptRows.set(key, text);
  }
  return text;
}
function drawnRow(written) {
  const output = [];
  ${fill}
  const [currentLine] = output;
  for (let i = 0; i < written.length; i += 2) {
    const x = written[i], line = written[i + 1];
    ${put}
  }
  const line = currentLine;
  ${join}
}`;
}

/** A package that takes texts apart, by our own means; without it a segmenter is made at the start: 2.8. */
function withOwnGraphemes(source) {
  const found = /new Intl\.Segmenter\(.*?\)/.exec(source);
  const own = JSON.stringify(resolve('src/tui/drawing/graphemes.ts'));
  return `import { graphemes } from ${own};\n${replaced(source, found?.[0] ?? 'new Intl.Segmenter', 'graphemes')}`;
}

/** The list of all emoji is read when a text first needs it, not when the program starts: 2.7 without it. */
function withLateEmoji(source) {
  const late = replaced(source, 'const rgiEmojiRegex =', 'let found;\nconst rgiEmoji = () => found ??=');
  return replaced(late, 'rgiEmojiRegex.test', 'rgiEmoji().test');
}

/**
 * Yoga's code is in its own file as text: without fetch it decodes that. With it, all that fetch is made of is loaded:
 * 2.9.
 */
function withoutFetch(source) {
  return `const fetch = undefined;\n${source}`;
}

/** For the tests, which take the other packages as they are. */
export const inkTableInTests = { test: (path) => inkTable.test(path), transform: asModule };

/** Files of packages, and what is changed in them. */
const changed = [
  [inkTable, asModule],
  [/[\\/]ink[\\/]build[\\/]output\.js$/, withRowsKept],
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
    // A frame calls it thousands of times. With the package's own: 3.1, and 8.2 ms a key.
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
