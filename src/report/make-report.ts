import type { Context } from '../context.ts';
import type { Instant } from '../domain.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import type { DriftReport } from '../monitoring/drift.ts';
import { driftOfRun } from '../monitoring/drift-of-run.ts';
import {
  defaultEvaluateSettings,
  type EvaluateProgress,
  type Evaluation,
  evaluate,
} from '../training/evaluate.ts';
import { type PreparedMarket, signalUseOf } from '../training/prepare.ts';
import { type Asked, askedOf } from '../training/review-ledger.ts';
import type { SavedRun } from '../workspace/runs.ts';

/**
 * All that a report tells: a run, how its features and settings did on all days there are, and how far they drifted.
 */
export interface ReportData {
  readonly run: SavedRun;
  readonly market: PreparedMarket;
  readonly evaluation: Evaluation;
  readonly drift: DriftReport;
  /** What was tried on the market and target before, tests of signals apart. */
  readonly asked: Asked;
  readonly writtenAt: Instant;
}

/**
 * Gathers what a report tells: walks forward with the run's features and settings. Writes nothing.
 *
 * @throws {InputError} where there are too few days for a walk-forward
 */
export async function* gatherReport(
  run: SavedRun,
  request: ChartRequest,
  context: Context,
): AsyncGenerator<EvaluateProgress, ReportData, void> {
  const { featureSet, target, delay, l2, l2Auto, halfLife, window } = run.settings;
  const settings = {
    ...defaultEvaluateSettings,
    featureSets: [featureSet],
    target,
    delay,
    signals: signalUseOf(run.model),
    l2: l2Auto ? ('auto' as const) : l2,
    halfLife,
    window,
  };
  const { evaluations, markets } = yield* evaluate([request], settings, context);
  const [[evaluation], [market]] = [evaluations, markets];
  if (evaluation === undefined || market === undefined) {
    throw new Error('a walk-forward of one coin gave no evaluation');
  }
  const drift = await driftOfRun(run, market, context.signal);
  const asked = await askedOf(context.workspace, run.model);
  return { run, market, evaluation, drift, asked, writtenAt: context.now().toISOString() };
}
