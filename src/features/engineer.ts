import type { Day, FeatureRow, FeatureSetName, LabelledRow, TargetName } from '../domain.ts';
import { at } from '../learning/vector.ts';
import { classic } from './classic.ts';
import type { FeatureSet } from './feature-set.ts';
import { market } from './market.ts';
import { returns } from './returns.ts';
import { beatsBitcoin } from './targets/beats-bitcoin.ts';
import { direction } from './targets/direction.ts';
import { largeMove } from './targets/large-move.ts';
import { labelDays, type Target } from './targets/target.ts';
import { volatilitySet } from './volatility.ts';
import { lag } from './windows.ts';

/** Every feature set, by name. */
export const featureSets: Readonly<Record<FeatureSetName, FeatureSet>> = {
  classic,
  returns,
  market,
  volatility: volatilitySet,
};

/** Every target, by name. */
export const targets: Readonly<Record<TargetName, Target>> = {
  direction,
  large_move: largeMove,
  beats_bitcoin: beatsBitcoin,
};

export interface FeatureTable {
  readonly features: readonly string[];
  readonly rows: readonly FeatureRow[];
}

/** What rows are made of beside the days: by default of tomorrow's direction, from values as new as can be. */
export interface EngineerSettings {
  /** The days of the market that the features or the target look at beside their own. */
  readonly companion?: readonly Day[] | undefined;
  readonly target?: Target;
  /** How many days the features are older than the price of their row; the target is as it is. */
  readonly delay?: number;
}

/** The feature rows of all days for which every feature of the set is a finite number. */
export function engineer(
  days: readonly Day[],
  featureSet: Pick<FeatureSet, 'columns'>,
  { companion, target = direction, delay = 0 }: EngineerSettings = {},
): FeatureTable {
  const columns = Object.entries(featureSet.columns(days, companion)).map(
    ([name, column]) => [name, lag(column, delay)] as const,
  );
  const { labels, persistence } = labelDays(target, { days, companion });
  const rows = days.map(
    ({ date, filled }, t): FeatureRow => ({
      date,
      values: columns.map(([, column]) => at(column, t)),
      target: at(labels, t),
      persistence: at(persistence, t),
      priceFilled: filled.price !== undefined,
    }),
  );
  return {
    features: columns.map(([name]) => name),
    rows: rows.filter(({ values }) => values.every(Number.isFinite)),
  };
}

/** The rows that can be trained or tested on: every price behind their target was observed. */
export function labelled<Row extends FeatureRow>(rows: readonly Row[]): readonly (Row & LabelledRow)[] {
  return rows.filter((row): row is Row & LabelledRow => row.target !== null);
}

/** The newest row whose own price was observed: the one to forecast from. */
export function newestRow(rows: readonly FeatureRow[]): FeatureRow | undefined {
  return rows.findLast(({ priceFilled }) => !priceFilled);
}
