import type { Vector } from './vector.ts';

/** What a model is fitted to. */
export interface TrainingRows {
  /** n rows of scaled feature values, all of one length. */
  readonly rows: readonly Vector[];
  /** n labels of 0 or 1. */
  readonly labels: Vector;
  /** The n weights of the rows' losses; 1 for each where none are given. */
  readonly rowWeights?: Float64Array | undefined;
}
