import { parentPort } from 'node:worker_threads';
import { doErrand, type Errand } from './work.ts';

/** The other thread of `parallel.ts`: does one job after another. */
parentPort?.on('message', (errand: Errand) => {
  void doErrand(errand, (message) => parentPort?.postMessage(message));
});
