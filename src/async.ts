import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Turns work that reports through a callback into an async iterator of its reports that returns its result, so
 * that a screen, a progress bar and a test consume it alike.
 */
export async function* reporting<Report, Result>(
  work: (report: (report: Report) => void) => Promise<Result>,
): AsyncGenerator<Report, Result, void> {
  const reports: Report[] = [];
  let wake = (): void => {};
  let done = false;
  const finished = work((report) => {
    reports.push(report);
    wake();
  }).finally(() => {
    done = true;
    wake();
  });
  // The consumer sees a failure at the end; until then it must not count as unhandled.
  finished.catch(() => {});
  for (;;) {
    for (const report of reports.splice(0)) yield report;
    if (reports.length > 0) continue;
    if (done) return await finished;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

/** Runs an async iterator to its end, handing each report to a listener, and returns its result. */
export async function listen<Report, Result>(
  reports: AsyncGenerator<Report, Result, void>,
  listener: (report: Report) => void = () => {},
): Promise<Result> {
  for (;;) {
    const step = await reports.next();
    if (step.done) return step.value;
    listener(step.value);
  }
}

/** Says whether it is time to report again: at first, and then at most once in so many milliseconds. */
export function atMostEvery(milliseconds: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < milliseconds) return false;
    last = now;
    return true;
  };
}

/**
 * Calls `act` when a signal aborts, at once if it has already; the function that it returns stops that. Many may wait
 * for one signal, as all markets of a server do: Node would take the eleventh for a leak, and warn.
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) {
    act();
    return () => {};
  }
  setMaxListeners(0, signal);
  signal.addEventListener('abort', act, { once: true });
  return () => signal.removeEventListener('abort', act);
}

const SLICE_MS = 5;

/** What long work awaits often, and what waits only every few milliseconds: then others run before it goes on. */
export function createPauses(): () => Promise<void> {
  let sliceEnd = performance.now() + SLICE_MS;
  return async () => {
    if (performance.now() < sliceEnd) return;
    await nextTurn();
    sliceEnd = performance.now() + SLICE_MS;
  };
}

/**
 * What runs synchronous work in slices: a generator that yields often is pulled for a few milliseconds at a time,
 * across as many generators as are handed in, and others run in between.
 *
 * @throws the signal's reason, when aborted
 */
export function createSlicer(
  signal?: AbortSignal,
): <Result>(work: Generator<void, Result, void>) => Promise<Result> {
  const pause = createPauses();
  return async (work) => {
    for (let step = work.next(); ; step = work.next()) {
      await pause();
      signal?.throwIfAborted();
      if (step.done) return step.value;
    }
  };
}
