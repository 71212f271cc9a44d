import type { Context } from '../context.ts';
import type { Days } from '../domain.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import { saveRun, type TakingOver } from '../workspace/change-runs.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { saveDays, saveFeatures } from '../workspace/tables.ts';
import { paths } from '../workspace/workspace.ts';
import type { Training } from './train-run.ts';

/**
 * Writes what a training made, each file whole: what was fetched, both tables, and the run, which is put in use, always
 * or where none is.
 */
export async function saveTraining(
  { run, retrieved, chart, days, features, featureRows }: Training,
  daysAsked: Days,
  { workspace, signal }: Context,
  takingOver?: TakingOver,
): Promise<SavedRun> {
  signal.throwIfAborted();
  await storeCharts(workspace, retrieved, [
    paths.processed(chart),
    paths.features(chart, daysAsked, run.model.featureSet),
    paths.current,
  ]);
  await saveDays(workspace, chart, days);
  await saveFeatures(workspace, {
    coin: chart.coin,
    vsCurrency: chart.vsCurrency,
    source: chart.source,
    days: daysAsked,
    featureSet: run.model.featureSet,
    features,
    rows: featureRows,
  });
  return saveRun(workspace, run, chart, takingOver);
}
