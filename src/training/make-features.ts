import type { Context } from '../context.ts';
import type {
  DayValue,
  FeatureRow,
  FeatureSetName,
  Instant,
  IsoDate,
  Market,
  ReadAs,
  SignalUse,
  Source,
  Task,
} from '../domain.ts';
import { featureSets, labelled, targets } from '../features/engineer.ts';
import { filledByColumn, filledDays } from '../features/preprocess.ts';
import { spanOf } from '../features/span.ts';
import { type FeatureSummary, summarise } from '../features/summary.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import { saveDays, saveFeatures } from '../workspace/tables.ts';
import { paths } from '../workspace/workspace.ts';
import { engineerNewest, prepareMarket, usedSignalsOf, withRows } from './prepare.ts';
import { refuseByDays } from './refuse-by-days.ts';

/** The feature rows of a market chart, written as CSV. */
export interface MadeFeatures extends Market, Task {
  readonly source: Source;
  readonly retrievedAt: Instant;
  readonly readAs?: ReadAs | undefined;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly features: readonly string[];
  readonly rows: readonly FeatureRow[];
  readonly counts: {
    readonly days: number;
    readonly usable: number;
    readonly filled: number;
    readonly filledByColumn: Readonly<Record<DayValue, number>>;
  };
  readonly summary: readonly FeatureSummary[];
  readonly paths: { readonly processed: string; readonly features: string };
}

/** Which features, beside which target. */
export interface FeatureSettings extends Task {
  readonly featureSet: FeatureSetName;
  /** Signals beside the features of the set; none where it is left out. */
  readonly signals?: SignalUse | undefined;
}

/**
 * Preprocesses a market chart, engineers its features, and writes both tables.
 *
 * @throws {InputError} where the days give no feature row
 */
export async function* makeFeatures(
  request: ChartRequest,
  { featureSet, target, delay, signals }: FeatureSettings,
  { workspace, ...context }: Context,
): AsyncGenerator<IngestProgress, MadeFeatures, void> {
  const set = featureSets[featureSet];
  const prepared = yield* prepareMarket(
    request,
    { sets: [set], target: targets[target], signals },
    { workspace, ...context },
  );
  const { chart, days } = prepared;
  const table = engineerNewest(prepared, set, { target: targets[target], delay });
  if (table.rows.length === 0) refuseByDays([], prepared, set);
  const { features, rows } = withRows(table, prepared);
  const used = usedSignalsOf(prepared);
  context.signal.throwIfAborted();
  await storeCharts(workspace, prepared.retrieved, [
    paths.processed(chart),
    paths.features(chart, request.days, { featureSet, signals: used }),
  ]);
  const { coin, vsCurrency, source, retrievedAt, readAs } = chart;
  const market = { coin, vsCurrency, source };
  return {
    ...market,
    target,
    delay,
    retrievedAt,
    readAs,
    ...spanOf(days),
    features,
    rows,
    counts: {
      days: days.length,
      usable: labelled(rows).length,
      filled: filledDays(days),
      filledByColumn: filledByColumn(days),
    },
    summary: summarise({ features, rows }),
    paths: {
      processed: await saveDays(workspace, market, days),
      features: await saveFeatures(workspace, {
        ...market,
        days: request.days,
        featureSet,
        signals: used,
        target,
        features,
        rows,
      }),
    },
  };
}
