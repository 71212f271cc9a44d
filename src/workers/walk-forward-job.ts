import { listen } from '../async.ts';
import type { LabelledRow } from '../domain.ts';
import { type Fold, type Walked, type WalkForwardSettings, walkForward } from '../evaluation/walk-forward.ts';

/** A walk-forward to be done, here or on another thread: rows and settings, nothing that cannot be copied. */
export interface WalkForwardJob {
  readonly rows: readonly LabelledRow[];
  readonly settings: WalkForwardSettings;
}

/** Walks, and hands on each fold. */
export async function walkFolds(
  { rows, settings }: WalkForwardJob,
  report: (fold: Fold) => void,
  signal?: AbortSignal,
): Promise<Walked> {
  return await listen(walkForward(rows, settings, signal), report);
}

/** What a search costs in fits: five penalties on five folds, of a sixth to five sixths of the rows. */
const TRIALS = 12;

/**
 * How much work a job is: half the product of rows, features and folds, as a fold trains on half the rows in the mean;
 * twelve times as much where each fold searches its penalty. It decides whether threads are worth their start, so that
 * a rough figure does.
 */
export function sizeOf({ rows, settings }: WalkForwardJob): number {
  const folds = (rows.length - settings.initialTrain) / settings.step;
  const values = rows.reduce((sum, row) => sum + row.values.length, 0);
  return ((values * folds) / 2) * (settings.l2 === 'auto' ? TRIALS : 1);
}
