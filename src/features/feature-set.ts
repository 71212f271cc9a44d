import type { Day, DayValue, FeatureSetName, Market, Scaler } from '../domain.ts';
import type { Column } from './windows.ts';

/** A named list of features with its scaler and defaults. Another set is one more file like `classic.ts`. */
export interface FeatureSet {
  readonly name: FeatureSetName;
  readonly scaler: Scaler['name'];
  readonly defaultL2: number;
  /** After how many rows a training row weighs half as much as the newest one; null where all weigh the same. */
  readonly defaultHalfLife: number | null;
  /** Which values beside the price it looks at: always, or leaving features out where it is known on no day. */
  readonly looksAt: Readonly<Partial<Record<Exclude<DayValue, 'price'>, 'always' | 'where known'>>>;
  /** Another market whose days the features of a market look at, too; none for most. */
  readonly companionOf?: (market: Market) => Market | undefined;
  /**
   * The columns of feature values over days, by name and in the order of the set. Each value is computed from its
   * own day and earlier ones alone, as they were known then; it is NaN where there are too few. `companion` are the
   * days of the companion.
   */
  readonly columns: (
    days: readonly Day[],
    companion?: readonly Day[] | undefined,
  ) => Readonly<Record<string, Column>>;
}
