import type { FeatureRow } from '../domain.ts';
import type { TrainedRun } from '../run.ts';

/**
 * Which of a market's feature rows a run was trained on: how many, and the index after the newest. The run keeps how
 * many rows it had and until when; its newest rows with a target were its test rows.
 */
export function trainingRowsOf(
  { data }: Pick<TrainedRun, 'data'>,
  rows: readonly FeatureRow[],
): { readonly count: number; readonly end: number } {
  // The newest day of the training had no target then, though it has one now.
  const labelledThen = rows.flatMap(({ date, target }, i) => (date < data.to && target !== null ? [i] : []));
  const last = labelledThen.at(-1 - data.rows.test);
  const end = last === undefined ? 0 : last + 1;
  return { count: Math.min(data.rows.train, end), end };
}
