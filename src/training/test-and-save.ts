import type { Context } from '../context.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import type { SignalTest } from '../results/signal-test.ts';
import { readSignals } from '../workspace/signals.ts';
import { ledgerOf, saveTested } from './save-tested.ts';
import { type TestProgress, type TestSettings, testSignals } from './test-signals.ts';

/** What is to be tested, on which markets. */
export interface TestRequest {
  readonly requests: readonly ChartRequest[];
  readonly names: readonly string[];
  readonly settings: TestSettings;
}

/**
 * Tests signals of the workspace, and enters the test into the ledger once it is whole.
 *
 * @throws {MissingError} where there is no such signal; what `testSignals` throws
 */
export async function* testAndSave(
  { requests, names, settings }: TestRequest,
  context: Context,
): AsyncGenerator<IngestProgress | TestProgress, SignalTest, void> {
  const signals = await readSignals(context.workspace, names);
  const ledger = ledgerOf({ signals, settings }, context);
  const tested = yield* testSignals(requests, signals, { settings, ledger, context });
  await saveTested(tested, { signals, settings }, context);
  return tested.test;
}
