import type { Day } from '../domain.ts';
import type { FeatureSet } from './feature-set.ts';

/** On how many days each feature of a set has no value, as the days before are too few for it. */
export function missingDays(
  { days, companion }: { readonly days: readonly Day[]; readonly companion?: readonly Day[] | undefined },
  featureSet: FeatureSet,
): Readonly<Record<string, number>> {
  const columns = Object.entries(featureSet.columns(days, companion));
  return Object.fromEntries(
    columns.map(([name, column]) => [name, column.filter((value) => !Number.isFinite(value)).length]),
  );
}
