import type { Day } from '../domain.ts';
import type { FeatureSet } from './feature-set.ts';

/** On how many of the newest days each feature of a set has no value, as too little is known before them. */
export function missingDays(
  {
    days,
    history,
    companion,
  }: {
    readonly days: readonly Day[];
    readonly history: readonly Day[];
    readonly companion?: readonly Day[] | undefined;
  },
  featureSet: FeatureSet,
): Readonly<Record<string, number>> {
  const columns = Object.entries(featureSet.columns(history, companion));
  const start = history.length - days.length;
  return Object.fromEntries(
    columns.map(([name, column]) => [
      name,
      column.slice(start).filter((value) => !Number.isFinite(value)).length,
    ]),
  );
}
