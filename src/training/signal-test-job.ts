import type { Context } from '../context.ts';
import type { IngestProgress } from '../market-data/chart-request.ts';
import type { SignalTest } from '../results/signal-test.ts';
import { onThread } from '../workers/on-thread.ts';
import type { TestRequest } from './test-and-save.ts';
import type { TestProgress } from './test-signals.ts';
import { type Outside, outsideOf } from './training-job.ts';

/** A test of signals of a workspace, as what can be copied to another thread. */
export interface SignalTestJob extends Outside {
  readonly request: TestRequest;
}

/** Tests and saves on a thread of its own; of requests for what is on disk, as that thread asks no source. */
export function testOnThread(
  request: TestRequest,
  context: Context,
): AsyncGenerator<IngestProgress | TestProgress, SignalTest, void> {
  const job: SignalTestJob = { request, ...outsideOf(context) };
  return onThread('signal-test-worker', job, { signal: context.signal, isStepping: () => false });
}
