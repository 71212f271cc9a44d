import type { Context } from '../context.ts';
import type { Days } from '../domain.ts';
import type { Multiplicity } from '../evaluation/ledger.ts';
import { at } from '../learning/vector.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import { saveRun, type TakingOver } from '../workspace/change-runs.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { saveDays, saveFeatures } from '../workspace/tables.ts';
import { paths } from '../workspace/workspace.ts';
import { enter } from './enter.ts';
import { additionOfTraining } from './ledger-additions.ts';
import type { Training } from './train-run.ts';

/** A run that was just saved, with what it is worth among all evaluations that were made. */
export type SavedTraining = SavedRun & { readonly ledger: Multiplicity };

/**
 * Writes what a training made, each file whole: what was fetched, both tables, and the run, which is put in use, always
 * or where none is. Its test is entered into the ledger.
 */
export async function saveTraining(
  training: Training,
  daysAsked: Days,
  context: Context,
  takingOver?: TakingOver,
): Promise<SavedTraining> {
  const { run, retrieved, chart, days, features, featureRows } = training;
  const { workspace, signal } = context;
  signal.throwIfAborted();
  await storeCharts(workspace, retrieved, [
    paths.processed(chart),
    paths.features(chart, daysAsked, run.model),
    paths.current,
    paths.ledger,
  ]);
  await saveDays(workspace, chart, days);
  await saveFeatures(workspace, {
    coin: chart.coin,
    vsCurrency: chart.vsCurrency,
    source: chart.source,
    days: daysAsked,
    featureSet: run.model.featureSet,
    signals: run.model.signals,
    target: run.model.target,
    features,
    rows: featureRows,
  });
  const saved = await saveRun(workspace, run, chart, takingOver);
  const standings = await enter([additionOfTraining(training, 'train')], context);
  return { ...saved, ledger: at(standings, 0) };
}
