import { Worker } from 'node:worker_threads';
import { marked } from './changes.js';
import { millisecondsSince } from './clock.js';
import { compiled, modulesFor } from './modules.js';
import { isBeside, testsOf } from './parts.js';

/** Tests that take longer are left out: what they alone notice is noticed too late. */
const SLOW_MS = 1000;
/** A test that takes so many times as long as without a change is in an endless loop. */
const PATIENCE = 10;

/** The unit tests of a part, and which changes of its files they notice. */
export class Trials {
  #modules;
  #thread;
  /** By file and place of a function, the tests that enter it. */
  #tests = new Map();
  slow = [];

  static async of(part, files) {
    const trials = new Trials();
    const testFiles = testsOf(part);
    trials.#modules = modulesFor([...testFiles, ...files]);
    await trials.#observe(testFiles, files);
    return trials;
  }

  async #observe(testFiles, files) {
    const sources = files.map((file) => [file, marked(file)]);
    const codes = new Map(sources.map(([file, { source }]) => [file, compiled(file, source)]));
    const places = new Map(sources.map(([file, { places: count }]) => [file, count]));
    for (const file of testFiles) {
      const { done, error: broken } = await this.#ask({ task: 'observe', file, codes, places });
      if (done === undefined) throw new Error(`${file} cannot be run`, { cause: broken });
      const { results, entered } = done;
      const tests = results.map(({ title, milliseconds, error }, index) => {
        if (error !== undefined) throw new Error(`${file}: ${title} fails without a change: ${error}`);
        return { file, index, title, milliseconds };
      });
      this.slow.push(...tests.filter(({ milliseconds }) => milliseconds > SLOW_MS));
      for (const [place, indices] of entered) {
        const reached = indices.includes(-1) ? tests : tests.filter(({ index }) => indices.includes(index));
        this.#tests.set(place, [...(this.#tests.get(place) ?? []), ...reached]);
      }
    }
  }

  /** `invalid`, `killed`, `timeout` or `survived`, and by which test it was noticed. */
  async try({ file, owner, source }) {
    const code = compiledOrUndefined(file, source);
    if (code === undefined) return { status: 'invalid' };
    const tests = (this.#tests.get(`${file}:${owner}`) ?? [])
      .filter(({ milliseconds }) => milliseconds <= SLOW_MS)
      .toSorted((a, b) => isBeside(b.file, file) - isBeside(a.file, file) || a.milliseconds - b.milliseconds);
    const { done, lost } = await this.#ask({ task: 'try', file, code, tests });
    if (lost !== undefined) return { status: 'timeout', by: tests[lost] };
    return done === undefined
      ? { status: 'survived', tests }
      : { status: 'killed', by: tests[done.index], error: done.error };
  }

  /** What the thread answers; `lost` is the test in which it went on for ever, or was broken. */
  #ask(request) {
    this.#thread ??= new Worker(new URL('worker.js', import.meta.url), {
      workerData: { modules: this.#modules },
      resourceLimits: { maxOldGenerationSizeMb: 1000 },
    });
    const thread = this.#thread;
    let test = 0;
    let limit = limitOf(undefined);
    return new Promise((resolve) => {
      const heard = ({ starts, ...answer }) => {
        if (starts === undefined) return end(answer);
        test = starts;
        limit = limitOf(request.tests[starts]);
      };
      const lose = (error) => {
        this.#thread = undefined;
        end({ lost: test, error });
        return thread.terminate();
      };
      const watch = setInterval(() => isOver(limit) && lose(), 200);
      const end = (answer) => {
        clearInterval(watch);
        thread.off('message', heard).off('error', lose);
        resolve(answer);
      };
      thread.on('message', heard).on('error', lose);
      thread.postMessage(request);
    });
  }

  end() {
    return this.#thread?.terminate();
  }
}

/** What a test may take: processor time, and much of a clock for one that waits for what never comes. */
function limitOf(test) {
  const allowed = test === undefined ? 600_000 : 1000 + PATIENCE * test.milliseconds;
  return { from: process.cpuUsage(), allowed, until: Date.now() + (test === undefined ? 600_000 : 60_000) };
}

function isOver({ from, allowed, until }) {
  return millisecondsSince(from) > allowed || Date.now() > until;
}

function compiledOrUndefined(file, source) {
  try {
    return compiled(file, source);
  } catch {
    return undefined;
  }
}
