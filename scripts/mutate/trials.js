import { Worker } from 'node:worker_threads';
import { marked } from './changes.js';
import { millisecondsSince } from './clock.js';
import { compiled, dependents, mathjsFor, modulesFor } from './modules.js';
import { isBeside, testsOf } from './parts.js';

/** Tests that take longer are left out: what they alone notice is noticed too late. */
const SLOW_MS = 1000;
/** A test that takes so many times as long as without a change is in an endless loop. */
const PATIENCE = 10;
/** Processor time for loading a test file: a new thread has to load the packages of the tests with the first one. */
const LOADING_MS = 60_000;
const OBSERVING_MS = 600_000;
/** By the clock, for what waits and never ends: long, as a busy machine may give this program little of its time. */
const WAITING_MS = 600_000;

/** The unit tests of a part, and which changes of its files they notice. */
export class Trials {
  #loaded;
  #thread;
  /** By file and place of a function, the tests that enter it. */
  #tests = new Map();
  slow = [];

  static async of(part, files) {
    const trials = new Trials();
    const testFiles = testsOf(part);
    const modules = modulesFor([...testFiles, ...files]);
    trials.#loaded = { modules, mathjs: mathjsFor(modules) };
    const near = new Set(files.flatMap((file) => [...dependents(modules, file)]));
    await trials.#observe(
      testFiles.filter((file) => near.has(file)),
      files,
    );
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
      workerData: this.#loaded,
      resourceLimits: { maxOldGenerationSizeMb: 1000 },
    });
    const thread = this.#thread;
    let test = 0;
    let limit = limitOf(request.task === 'observe' ? OBSERVING_MS : LOADING_MS);
    return new Promise((resolve) => {
      const heard = ({ loads, starts = loads, ...answer }) => {
        if (starts === undefined) return end(answer);
        test = starts;
        limit = limitOf(loads === undefined ? mayTake(request.tests[starts]) : LOADING_MS);
      };
      const lose = (error) => {
        this.#thread = undefined;
        end({ lost: test, error });
        return thread.terminate();
      };
      // What the thread said in the meantime is heard first: the limit may be that of a test that is over.
      const watch = setInterval(() => setImmediate(() => isOver(limit) && lose()), 200);
      const end = (answer) => {
        clearInterval(watch);
        limit = undefined;
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

/** The processor time of a test, in milliseconds, beyond which it is endless. */
function mayTake({ milliseconds }) {
  return 500 + PATIENCE * milliseconds;
}

/** From now on: processor time, in milliseconds, and much of a clock for what waits for what never comes. */
function limitOf(allowed) {
  return { from: process.cpuUsage(), allowed, until: Date.now() + WAITING_MS };
}

function isOver(limit) {
  return limit !== undefined && (millisecondsSince(limit.from) > limit.allowed || Date.now() > limit.until);
}

function compiledOrUndefined(file, source) {
  try {
    return compiled(file, source);
  } catch {
    return undefined;
  }
}
