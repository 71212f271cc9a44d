import type { Context } from '../context.ts';
import type { Day, Instant } from '../domain.ts';
import type { StoredChart } from '../sources/stored-chart.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { defaultEvaluateSettings, type EvaluateProgress, type Evaluation, evaluate } from './evaluate.ts';
import type { ChartRequest } from './ingest.ts';

/** All that a report tells: a run, and how its features and settings did on all days there are. */
export interface ReportData {
  readonly run: SavedRun;
  readonly days: readonly Day[];
  readonly evaluation: Evaluation;
  readonly writtenAt: Instant;
  readonly retrieved: readonly StoredChart[];
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
  const { featureSet, l2, l2Auto, halfLife } = run.settings;
  const settings = {
    ...defaultEvaluateSettings,
    featureSets: [featureSet],
    l2: l2Auto ? ('auto' as const) : l2,
    halfLife,
  };
  const { evaluations, days, retrieved } = yield* evaluate([request], settings, context);
  const [evaluation] = evaluations;
  if (evaluation === undefined) throw new Error('a walk-forward of one coin gave no evaluation');
  return { run, days: days[0] ?? [], evaluation, writtenAt: context.now().toISOString(), retrieved };
}
