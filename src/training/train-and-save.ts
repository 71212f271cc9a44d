import type { Context } from '../context.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import type { TrainSettings } from '../run.ts';
import { readCurrent } from '../workspace/current-runs.ts';
import { marketKey } from '../workspace/in-use.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { saveTraining } from './save-training.ts';
import { type Doubt, doubtsAbout } from './takes-over.ts';
import { type TrainProgress, train } from './train-run.ts';

/** A run that was trained and saved, what speaks against it, and whether it is in use. */
export interface TrainedAndSaved {
  readonly run: SavedRun;
  readonly doubts: readonly Doubt[];
  readonly isUsed: boolean;
}

/** Trains and saves; a run that something speaks against replaces none that is in use. */
export async function* trainAndSave(
  request: ChartRequest,
  settings: TrainSettings,
  context: Context,
): AsyncGenerator<TrainProgress, TrainedAndSaved, void> {
  const training = yield* train(request, settings, context);
  const doubts = doubtsAbout(training.run);
  const takingOver = doubts.length === 0 ? 'always' : 'where none is in use';
  const run = await saveTraining(training, request.days, context, takingOver);
  const { inUse } = await readCurrent(context.workspace);
  return { run, doubts, isUsed: inUse.get(marketKey(run.model)) === run.id };
}
