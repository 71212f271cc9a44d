import { parentPort } from 'node:worker_threads';
import { type Answer, failureOf, type Order } from './messages.ts';

/** Before this, work goes on after a report of which there are many. */
const SLICE_MS = 20;
/** Of many reports in a slice so many are told. */
const MOST_TOLD = 256;

/**
 * The other side of `onThread`: begins work with the first message, takes its next step whenever it is asked to, and
 * so is paused by not being asked. Of reports that come by the thousand it tells those of a slice of time at once,
 * unless somebody goes from one to the next.
 *
 * @param isOneOfMany whether a report comes by the thousand, and may be left out; none does by default
 */
export function serve<Job, Report, Result>(
  begin: (job: Job, signal: AbortSignal) => AsyncGenerator<Report, Result, void>,
  isOneOfMany: (report: Report) => boolean = () => false,
): void {
  const port = parentPort;
  if (port === null) throw new Error('there is no other thread to work for');
  const controller = new AbortController();
  port.once('message', (job: Job) => {
    const next = slicesOf(begin(job, controller.signal), isOneOfMany);
    port.on('message', async (order: Order) => {
      if (order.kind === 'abort') return controller.abort(new Error(order.reason));
      port.postMessage(await next(order.isStepping));
    });
  });
}

/** The answers of work, each with the reports of a slice of time. */
export function slicesOf<Report, Result>(
  work: AsyncGenerator<Report, Result, void>,
  isOneOfMany: (report: Report) => boolean,
): (isStepping: boolean) => Promise<Answer<readonly Report[], Result>> {
  let ending: Exclude<Answer<Report, Result>, { kind: 'report' }> | undefined;
  return async (isStepping) => {
    const reports: Report[] = [];
    const end = performance.now() + SLICE_MS;
    while (ending === undefined) {
      const answer = await answerOf(work);
      if (answer.kind !== 'report') {
        ending = answer;
        break;
      }
      reports.push(answer.report);
      if (isStepping || !isOneOfMany(answer.report) || performance.now() >= end) break;
    }
    return reports.length === 0 && ending !== undefined
      ? ending
      : { kind: 'report', report: thinned(reports) };
  };
}

/** So many of them, evenly, the last one among them. */
function thinned<Report>(reports: readonly Report[]): readonly Report[] {
  const stride = Math.ceil(reports.length / MOST_TOLD);
  return stride <= 1 ? reports : reports.filter((_, i) => (reports.length - 1 - i) % stride === 0);
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
