import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { onAbort, reporting } from '../async.ts';
import type { Fold, Walked } from '../evaluation/walk-forward.ts';
import { packageRoot } from '../package-root.ts';
import type { Placebo, PlaceboJob } from './placebo-job.ts';
import { startThread } from './start-thread.ts';
import { sizeOf, type WalkForwardJob } from './walk-forward-job.ts';
import { type Kind, type Message, runTask, type WorkerTask, type Works } from './work.ts';

/** What a job reports, and which it is. */
export interface JobReport<K extends Kind> {
  readonly job: number;
  readonly report: Works[K]['report'];
}

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

/** Takes a job, hands on what it reports, and returns what it came to. */
type Executor<K extends Kind> = (
  job: Works[K]['job'],
  onReport: (report: Works[K]['report']) => void,
) => Promise<Works[K]['result']>;

/** Where a thread is worth its start: below this many products of rows, features and folds it is not. */
const WORTHWHILE = 5e6;
const workerName = 'walk-forward-worker';

/**
 * Does walk-forwards on as many threads as are worth it, and returns what they came to in the order of the jobs. Yields
 * folds as they are done. Where all are small, they are done on this thread, one after another; one that is large
 * leaves this thread to the keys.
 *
 * @throws the signal's reason, when aborted; what a job throws
 */
export async function* runJobs(
  jobs: readonly WalkForwardJob[],
  settings: ParallelSettings,
): AsyncGenerator<JobFold, readonly Walked[], void> {
  const size = jobs.reduce((sum, job) => sum + sizeOf(job), 0);
  const running = run('walk', jobs, { ...settings, size });
  for (;;) {
    const step = await running.next();
    if (step.done) return step.value;
    yield { job: step.value.job, fold: step.value.report };
  }
}

/** Walks placebos on as many threads as are worth it; yields each as it is done. */
export async function* runPlacebos(
  jobs: readonly PlaceboJob[],
  settings: ParallelSettings,
): AsyncGenerator<JobReport<'placebos'>, readonly (readonly Placebo[])[], void> {
  const size = jobs.reduce((sum, job) => sum + sizeOf(job) * job.amounts.length, 0);
  return yield* run('placebos', jobs, { ...settings, size });
}

async function* run<K extends Kind>(
  kind: K,
  jobs: readonly Works[K]['job'][],
  { threads, signal, size }: ParallelSettings & { readonly size: number },
): AsyncGenerator<JobReport<K>, readonly Works[K]['result'][], void> {
  const count = Math.min(threads, jobs.length);
  const isWorthIt = size > WORTHWHILE && existsSync(join(packageRoot, 'dist', `${workerName}.js`));
  const workers = isWorthIt ? Array.from({ length: count }, () => startThread(workerName)) : [];
  const stop = () => void Promise.all(workers.map((worker) => worker.terminate()));
  const stopListening = onAbort(signal, stop);
  try {
    const executors = isWorthIt
      ? workers.map(
          (worker): Executor<K> =>
            (job, onReport) =>
              onWorker(worker, { task: { kind, job }, onReport, signal }),
        )
      : [((job, onReport) => here({ kind, job }, onReport, signal)) satisfies Executor<K>];
    return yield* reporting((report: (each: JobReport<K>) => void) => spread(jobs, executors, report));
  } finally {
    stopListening();
    stop();
  }
}

/** Every executor takes the next job as soon as it is free. */
async function spread<K extends Kind>(
  jobs: readonly Works[K]['job'][],
  executors: readonly Executor<K>[],
  report: (each: JobReport<K>) => void,
): Promise<readonly Works[K]['result'][]> {
  const results: Works[K]['result'][] = [];
  const waiting = [...jobs.entries()];
  const work = async (executor: Executor<K>) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, job] = next;
      results[index] = await executor(job, (each) => report({ job: index, report: each }));
    }
  };
  await Promise.all(executors.map(work));
  return results;
}

function here<K extends Kind>(
  task: WorkerTask<K>,
  onReport: (report: Works[K]['report']) => void,
  signal: AbortSignal,
) {
  return new Promise<Works[K]['result']>((resolve, reject) => {
    void runTask(task, answer<K>(onReport, resolve, reject), signal);
  });
}

interface Sent<K extends Kind> {
  readonly task: WorkerTask<K>;
  readonly onReport: (report: Works[K]['report']) => void;
  readonly signal: AbortSignal;
}

async function onWorker<K extends Kind>(worker: Worker, { task, onReport, signal }: Sent<K>) {
  const listening = new AbortController();
  try {
    return await new Promise<Works[K]['result']>((resolve, reject) => {
      const gone = () => reject(signal.aborted ? signal.reason : new Error('a thread ended before its work'));
      const listeners = { message: answer<K>(onReport, resolve, reject), error: reject, exit: gone };
      for (const [event, listener] of Object.entries(listeners)) {
        worker.on(event, listener);
        onAbort(listening.signal, () => void worker.off(event, listener));
      }
      worker.postMessage(task);
    });
  } finally {
    listening.abort();
  }
}

function answer<K extends Kind>(
  onReport: (report: Works[K]['report']) => void,
  resolve: (result: Works[K]['result']) => void,
  reject: (error: unknown) => void,
) {
  return (message: Message<K>) => {
    if (message.kind === 'report') onReport(message.report);
    else if (message.kind === 'done') resolve(message.result);
    else reject(message.error);
  };
}
