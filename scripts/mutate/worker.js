import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { expect } from 'vitest';
import { millisecondsSince } from './clock.js';
import { dependents, resolved } from './modules.js';
import { root } from './parts.js';
import { collector } from './tests.js';

/**
 * Runs tests in this thread. Packages are loaded once; of the program, for each change, what stands on the changed file
 * is loaded anew, so that nothing is left of the change before.
 */

const packages = createRequire(join(root, 'package.json'));
/** Each run draws the same cases, and a change is noticed by the first case that fails. */
packages('fast-check').configureGlobal({ seed: 20_240_229, endOnFailure: true });

const { modules, mathjs } = workerData;
const scripts = new Map();
const unchanged = new Map();

/** What the program uses of it: all of it takes a second to load. */
const mathjsModule = { exports: {} };
functionOf('mathjs', mathjs)(packages, mathjsModule.exports, mathjsModule);

parentPort.on('message', async ({ task, ...request }) => {
  parentPort.postMessage({ done: await tasks[task](request) });
});

const tasks = {
  /**
   * Every test of a file: how long it takes, which functions it enters; -1 stands for what happens on the way to it.
   */
  async observe({ file, codes, places }) {
    const marks = new Map([...places].map(([source, count]) => [source, new Uint8Array(count)]));
    const entered = new Map();
    const note = (test) => {
      for (const [source, mark] of marks) {
        for (const [k, isEntered] of mark.entries()) {
          if (isEntered === 0) continue;
          const place = `${source}:${k}`;
          entered.set(place, [...(entered.get(place) ?? []), test]);
        }
        mark.fill(0);
      }
    };
    const tests = testsIn(file, { fresh: new Set(modules.keys()), codes, marks });
    note(-1);
    const results = [];
    for (const [i, test] of tests.entries()) {
      const from = process.cpuUsage();
      const error = await failureOf(test);
      results.push({ title: test.title, milliseconds: millisecondsSince(from), error });
      note(i);
    }
    return { results, entered };
  },

  /** The first test that fails where a file has other code; undefined where none does. */
  async try({ file, code, tests }) {
    const fresh = dependents(modules, file);
    const cache = new Map();
    const loaded = new Map();
    for (const [i, { file: testFile, index }] of tests.entries()) {
      try {
        if (!loaded.has(testFile)) {
          parentPort.postMessage({ loads: i });
          loaded.set(testFile, testsIn(testFile, { fresh, cache, codes: new Map([[file, code]]) }));
        }
        parentPort.postMessage({ starts: i });
        const test = loaded.get(testFile)[index];
        const error = test === undefined ? 'is no more' : await failureOf(test);
        if (error !== undefined) return { index: i, error };
      } catch (error) {
        return { index: i, error: String(error) };
      }
    }
    return undefined;
  },
};

async function failureOf({ run }) {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Loads a test file; modules in `fresh` are not those of other runs, and of `codes` where these have other code. */
function testsIn(testFile, { fresh, cache = new Map(), codes, marks }) {
  const { tests, vitest } = collector(expect);
  const load = (file) => {
    const known = fresh.has(file) && file !== testFile ? cache : fresh.has(file) ? new Map() : unchanged;
    const before = known.get(file);
    if (before !== undefined) return before.exports;
    const module = { exports: {} };
    known.set(file, module);
    const need = (name) => {
      if (name === 'vitest') return vitest;
      if (name === 'mathjs') return mathjsModule.exports;
      return name.startsWith('.') ? load(resolved(file, name)) : packages(name);
    };
    scriptOf(file, codes.get(file))(need, module.exports, module, marks?.get(file));
    return module.exports;
  };
  load(testFile);
  return tests;
}

function scriptOf(file, code) {
  if (code !== undefined) return functionOf(file, code);
  if (!scripts.has(file)) scripts.set(file, functionOf(file, modules.get(file).code));
  return scripts.get(file);
}

function functionOf(filename, code) {
  return new Script(`(function (require, exports, module, mark) {${code}\n})`, {
    filename,
  }).runInThisContext();
}
