import type { Day, Direction, FeatureRow, FeatureSetName, LabelledRow } from '../domain.ts';
import { classic } from './classic.ts';
import type { FeatureSet } from './feature-set.ts';
import { market } from './market.ts';
import { returns } from './returns.ts';

/** Every feature set, by name. */
export const featureSets: Readonly<Record<FeatureSetName, FeatureSet>> = { classic, returns, market };

export interface FeatureTable {
  readonly features: readonly string[];
  readonly rows: readonly FeatureRow[];
}

/**
 * The feature rows of all days for which every feature of the set is a finite number. `companion` are the days of the
 * set's companion market, where it has one.
 */
export function engineer(
  days: readonly Day[],
  featureSet: FeatureSet,
  companion?: readonly Day[] | undefined,
): FeatureTable {
  const columns = Object.entries(featureSet.columns(days, companion));
  const rows = days.map((day, t): FeatureRow => {
    const yesterday = days[t - 1];
    return {
      date: day.date,
      values: columns.map(([, column]) => column[t] ?? Number.NaN),
      target: targetOf(day, days[t + 1]),
      rose: yesterday !== undefined && day.price > yesterday.price ? 1 : 0,
      priceFilled: day.priceFilled,
    };
  });
  return {
    features: columns.map(([name]) => name),
    rows: rows.filter(({ values }) => values.every(Number.isFinite)),
  };
}

/** The rows that can be trained or tested on: both prices behind their target were observed. */
export function labelled(rows: readonly FeatureRow[]): readonly LabelledRow[] {
  return rows.filter((row): row is LabelledRow => row.target !== null);
}

/** The newest row whose own price was observed: the one to forecast from. */
export function newestRow(rows: readonly FeatureRow[]): FeatureRow | undefined {
  return rows.findLast(({ priceFilled }) => !priceFilled);
}

function targetOf(today: Day, tomorrow: Day | undefined): Direction | null {
  if (tomorrow === undefined || today.priceFilled || tomorrow.priceFilled) return null;
  return tomorrow.price > today.price ? 1 : 0;
}
