import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { reporting } from '../async.ts';
import type { Fold, Walked } from '../evaluation/walk-forward.ts';
import { packageRoot } from '../package-root.ts';
import { doJob, type JobMessage, type WalkForwardJob } from './walk-forward-job.ts';

/** A fold just done, of which job. */
export interface JobFold {
  readonly job: number;
  readonly fold: Fold;
}

export interface ParallelSettings {
  /** How many threads may work at a time. */
  readonly threads: number;
  readonly signal: AbortSignal;
}

/** Takes a job, hands on its folds, and returns what it came to. */
type Station = (job: WalkForwardJob, hear: (fold: Fold) => void) => Promise<Walked>;

/** Where a thread is worth its start: below this many products of rows, features and folds it is not. */
const WORTHWHILE = 5e6;
const workerFile = join(packageRoot, 'dist', 'walk-forward-worker.js');

/**
 * Does walk-forwards on as many threads as are worth it, and returns what they came to in the order of the jobs. Yields
 * folds as they are done. Where it is one job, or all are small, they are done on this thread, one after another.
 *
 * @throws the signal's reason, when aborted; what a job throws
 */
export async function* runJobs(
  jobs: readonly WalkForwardJob[],
  { threads, signal }: ParallelSettings,
): AsyncGenerator<JobFold, readonly Walked[], void> {
  const count = Math.min(threads, jobs.length);
  const isWorthIt =
    count > 1 && jobs.reduce((sum, job) => sum + sizeOf(job), 0) > WORTHWHILE && existsSync(workerFile);
  const workers = isWorthIt ? Array.from({ length: count }, () => new Worker(workerFile)) : [];
  const stop = () => void Promise.all(workers.map((worker) => worker.terminate()));
  signal.addEventListener('abort', stop);
  try {
    const stations = isWorthIt
      ? workers.map(
          (worker): Station =>
            (job, hear) =>
              onWorker(worker, { job, hear, signal }),
        )
      : [((job, hear) => here(job, hear, signal)) satisfies Station];
    return yield* reporting((report: (fold: JobFold) => void) => spread(jobs, stations, report));
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Every station takes the next job as soon as it is free. */
async function spread(
  jobs: readonly WalkForwardJob[],
  stations: readonly Station[],
  report: (fold: JobFold) => void,
): Promise<readonly Walked[]> {
  const results: Walked[] = [];
  const waiting = [...jobs.entries()];
  const work = async (station: Station) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, job] = next;
      results[index] = await station(job, (fold) => report({ job: index, fold }));
    }
  };
  await Promise.all(stations.map(work));
  return results;
}

function here(job: WalkForwardJob, hear: (fold: Fold) => void, signal: AbortSignal) {
  return new Promise<Walked>((resolve, reject) => {
    void doJob(job, answer(hear, resolve, reject), signal);
  });
}

interface Errand {
  readonly job: WalkForwardJob;
  readonly hear: (fold: Fold) => void;
  readonly signal: AbortSignal;
}

async function onWorker(worker: Worker, { job, hear, signal }: Errand): Promise<Walked> {
  const listening = new AbortController();
  try {
    return await new Promise<Walked>((resolve, reject) => {
      const gone = () => reject(signal.aborted ? signal.reason : new Error('a thread ended before its work'));
      const listeners = { message: answer(hear, resolve, reject), error: reject, exit: gone };
      for (const [event, listener] of Object.entries(listeners)) {
        worker.on(event, listener);
        listening.signal.addEventListener('abort', () => void worker.off(event, listener));
      }
      worker.postMessage(job);
    });
  } finally {
    listening.abort();
  }
}

function answer(
  hear: (fold: Fold) => void,
  resolve: (walked: Walked) => void,
  reject: (error: unknown) => void,
) {
  return (message: JobMessage) => {
    if (message.kind === 'fold') hear(message);
    else if (message.kind === 'done') resolve(message.walked);
    else reject(message.error);
  };
}

function sizeOf({ rows, settings }: WalkForwardJob): number {
  const folds = (rows.length - settings.initialTrain) / settings.step;
  const trials = settings.l2 === 'auto' ? 12 : 1;
  return ((rows.length * (rows[0]?.values.length ?? 1) * folds) / 2) * trials;
}
