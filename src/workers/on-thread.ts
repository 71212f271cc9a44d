import { on } from 'node:events';
import { onAbort } from '../async.ts';
import { type Answer, errorOf, type Order } from './messages.ts';
import { startThread } from './start-thread.ts';

/** How work on another thread goes on. */
export interface Pace {
  readonly signal: AbortSignal;
  /** Whether somebody goes from report to report: then it does not go ahead. */
  readonly isStepping: () => boolean;
}

/**
 * Work on a thread of its own, as an async iterator of its reports: it goes on when the next report is asked for, so
 * that whoever does not ask pauses it. Aborted, it ends as it would on this thread, whole or not at all.
 *
 * @param name of the program's file in `dist/` that serves the work
 * @throws what the work throws; of a foreseen error what it says
 */
export async function* onThread<Job, Report, Result>(
  name: string,
  job: Job,
  { signal, isStepping }: Pace,
): AsyncGenerator<Report, Result, void> {
  signal.throwIfAborted();
  const worker = startThread(name);
  const answers = on(worker, 'message', { close: ['exit'] });
  const say = (order: Order) => worker.postMessage(order);
  const abort = () => say({ kind: 'abort', reason: String(signal.reason) });
  const stopListening = onAbort(signal, abort);
  try {
    worker.postMessage(job);
    for (;;) {
      say({ kind: 'next', isStepping: isStepping() });
      const { done, value } = await answers.next();
      if (done) throw new Error('a thread ended before its work');
      const [answer] = value as [Answer<readonly Report[], Result>];
      if (answer.kind === 'report') yield* answer.report;
      else if (answer.kind === 'result') return answer.result;
      else throw errorOf(answer);
    }
  } finally {
    stopListening();
    await worker.terminate();
  }
}
