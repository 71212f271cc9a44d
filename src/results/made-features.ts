import * as v from 'valibot';
import { type FeatureRow, featureSetNames, targetColumns, targetNames } from '../domain.ts';
import { type Described, type JsonOf, printedAs, toJson } from './codec.ts';
import { byFeature } from './run.ts';
import { count, countByColumn, finite, isoDate, marketEntries, readAs } from './values.ts';

/** What `features --format json` prints. */
export const featuresSchema = v.object({
  ...marketEntries,
  readAs: v.optional(readAs),
  from: isoDate,
  to: isoDate,
  target: v.picklist(targetNames),
  delay: count,
  featureSet: v.picklist(featureSetNames),
  features: v.array(v.string()),
  counts: printedAs(
    'rows',
    v.object({ days: count, usable: count, filled: count, filledByColumn: countByColumn }),
  ),
  /**
   * The newest rows: their `timestamp`, the values by the names of their features, and its target, under the name of
   * the column.
   */
  newest: v.array(v.record(v.string(), v.union([finite, isoDate, v.null()]))),
  summary: v.record(
    v.string(),
    v.object({
      min: finite,
      mean: finite,
      max: finite,
      /** Null where there is one row. */
      deviation: v.nullable(finite),
      /** With the target; null where either is constant. */
      correlation: v.nullable(finite),
    }),
  ),
  paths: v.object({ processed: v.string(), features: v.string() }),
});

type Printed = Described<typeof featuresSchema>;

interface MadeFeatures extends Omit<Printed, 'summary' | 'newest' | 'featureSet'> {
  readonly summary: readonly (Printed['summary'][string] & { readonly feature: string })[];
}

export function featuresJson(
  made: MadeFeatures,
  { featureSet, newest }: Pick<Printed, 'featureSet'> & { readonly newest: readonly FeatureRow[] },
): JsonOf<typeof featuresSchema> {
  return toJson(featuresSchema, {
    ...made,
    featureSet,
    newest: newest.map(({ date, values, target }) => ({
      timestamp: date,
      ...byFeature(made.features, values),
      [targetColumns[made.target]]: target,
    })),
    summary: Object.fromEntries(made.summary.map(({ feature, ...summary }) => [feature, summary])),
  });
}
