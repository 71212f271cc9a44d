import type { Day } from '../../domain.ts';
import type { FeatureSet } from './feature-set.ts';

/** On how many days each feature of a set has no value, as the days before are too few for it. */
export function missingDays(days: readonly Day[], featureSet: FeatureSet): Readonly<Record<string, number>> {
  const columns = Object.entries(featureSet.columns(days));
  return Object.fromEntries(
    columns.map(([name, column]) => [name, column.filter((value) => !Number.isFinite(value)).length]),
  );
}
