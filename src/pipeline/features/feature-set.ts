import type { Day, Scaler } from '../../domain.ts';
import type { Column } from './windows.ts';

/** A named list of features with its scaler and defaults. Another set is one more file like `classic.ts`. */
export interface FeatureSet {
  readonly name: string;
  readonly scaler: Scaler['name'];
  readonly defaultL2: number;
  /**
   * The columns of feature values over days, by name and in the order of the set. Each value is computed from its
   * own day and earlier ones alone; it is NaN where there are too few.
   */
  readonly columns: (days: readonly Day[]) => Readonly<Record<string, Column>>;
}
