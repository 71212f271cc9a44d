import { parentPort } from 'node:worker_threads';
import { runTask, type WorkerTask } from './work.ts';

/** The other thread of `parallel.ts`: does one job after another. */
parentPort?.on('message', (task: WorkerTask) => {
  void runTask(task, (message) => parentPort?.postMessage(message));
});
