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
