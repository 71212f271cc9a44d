import { parentPort } from 'node:worker_threads';
import { type Answer, failureOf, type Order } from './messages.ts';

/** What work on another thread is told while it goes on. */
export interface Pace {
  readonly signal: AbortSignal;
  /** Whether somebody goes from report to report. */
  readonly isStepping: () => boolean;
}

/**
 * The other side of `onThread`: begins work with the first message, takes its next step whenever it is asked to, and
 * so is paused by not being asked.
 */
export function serve<Job, Report, Result>(
  begin: (job: Job, pace: Pace) => AsyncGenerator<Report, Result, void>,
): void {
  const port = parentPort;
  if (port === null) throw new Error('there is no other thread to work for');
  const controller = new AbortController();
  let isStepping = false;
  port.once('message', (job: Job) => {
    const work = begin(job, { signal: controller.signal, isStepping: () => isStepping });
    port.on('message', async (order: Order) => {
      if (order.kind === 'abort') return controller.abort(new Error(order.reason));
      isStepping = order.isStepping;
      port.postMessage(await answerOf(work));
    });
  });
}

/** The next answer of work, an error as what it says. */
export async function answerOf<Report, Result>(
  work: AsyncGenerator<Report, Result, void>,
): Promise<Answer<Report, Result>> {
  try {
    const { done, value } = await work.next();
    return done ? { kind: 'result', result: value } : { kind: 'report', report: value };
  } catch (error) {
    return failureOf(error);
  }
}
