import { parentPort } from 'node:worker_threads';
import { doJob, type WalkForwardJob } from './walk-forward-job.ts';

/** The other thread of `parallel.ts`: does one job after another. */
parentPort?.on('message', (job: WalkForwardJob) => {
  void doJob(job, (message) => parentPort?.postMessage(message));
});
