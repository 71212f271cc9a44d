import type { Context } from '../context.ts';
import type { FeatureSetName, LabelledRow, SignalUse, Task } from '../domain.ts';
import { InputError } from '../errors.ts';
import { defaultInitialTrain, type WalkForwardSettings, windowBefore } from '../evaluation/walk-forward.ts';
import { featureSets, labelled, targets } from '../features/engineer.ts';
import type { FeatureSet } from '../features/feature-set.ts';
import type { Target } from '../features/targets/target.ts';
import { at } from '../learning/vector.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import type { HalfLife, L2 } from '../run.ts';
import type { WalkForwardJob } from '../workers/walk-forward-job.ts';
import { engineerNewest, type PreparedMarket, prepareMarket } from './prepare.ts';
import { refuseByDays } from './refuse-by-days.ts';
import { LEAST_USABLE_ROWS } from './training-split.ts';

/** How to walk, where the rows and the feature set leave it open. */
export interface WalkSettings {
  /** 365 rows where there are 500 or more, else half of them, where none is given. */
  readonly initialTrain: number | null;
  readonly step: number;
  /** The feature set's own where none is given. */
  readonly l2: L2 | null;
  readonly halfLife: HalfLife | null;
  /** How many of the newest rows before a forecast train it; null for all. */
  readonly window: number | null;
}

/** One coin with one feature set, ready to walk. */
export interface Candidate {
  readonly market: PreparedMarket;
  readonly featureSet: FeatureSet;
  readonly target: Target;
  readonly delay: number;
  readonly features: readonly string[];
  readonly rows: readonly LabelledRow[];
}

/** What is forecast, by which feature sets. */
export interface CandidateSettings extends Task {
  readonly featureSets: readonly FeatureSetName[];
  /** Signals beside the features of each set; none where it is left out. */
  readonly signals?: SignalUse | undefined;
}

/** A market with each feature set, on the days for which all sets have a row. */
export async function* prepareCandidates(
  request: ChartRequest,
  { featureSets: names, target: targetName, delay, signals }: CandidateSettings,
  context: Context,
): AsyncGenerator<IngestProgress, readonly Candidate[], void> {
  const sets = names.map((name) => featureSets[name]);
  const target = targets[targetName];
  const market = yield* prepareMarket(request, { sets, target, signals }, context);
  const tables = sets.map((set) => engineerNewest(market, set, { target, delay }));
  const usable = tables.map(({ rows }) => labelled(rows));
  for (const [i, set] of sets.entries()) refuseByDays(at(usable, i), market, set);
  const dates = usable.map((rows) => new Set(rows.map(({ date }) => date)));
  return sets.map((featureSet, i) => ({
    market,
    featureSet,
    target,
    delay,
    features: at(tables, i).features,
    rows: at(usable, i).filter(({ date }) => dates.every((known) => known.has(date))),
  }));
}

/** Rows, and the settings that their features come with. */
export interface RowsOfSet extends Pick<Candidate, 'rows'> {
  readonly featureSet: Pick<FeatureSet, 'scaler' | 'defaultL2' | 'defaultHalfLife'>;
}

/** The walk-forward of a candidate: the first window, checked, and the feature set's own settings. */
export function jobOf(
  { rows, featureSet }: RowsOfSet,
  { initialTrain: asked, step, l2, halfLife, window }: WalkSettings,
): WalkForwardJob {
  const initialTrain = asked ?? defaultInitialTrain(rows.length);
  if (rows.length < LEAST_USABLE_ROWS || initialTrain >= rows.length) {
    throw new InputError({
      code: 'too_few_rows',
      message: `there are ${rows.length} usable rows; a walk-forward takes ${LEAST_USABLE_ROWS}, and more than the ${initialTrain} of its first window`,
      hint: 'use more days, or a shorter first window',
      facts: { isWalk: 1 },
    });
  }
  const walk = { initialTrain, step, trainWindow: window };
  refuseOneClass(rows, walk);
  const recency = halfLife ?? featureSet.defaultHalfLife ?? 'none';
  return {
    rows,
    settings: {
      scaler: featureSet.scaler,
      l2: l2 ?? featureSet.defaultL2,
      halfLife: recency === 'none' ? null : recency,
      ...walk,
    },
  };
}

/** Rows of one class have nothing to tell apart, and their base rate would be certain of it. */
function refuseOneClass(
  rows: readonly LabelledRow[],
  walk: Pick<WalkForwardSettings, 'initialTrain' | 'step' | 'trainWindow'>,
): void {
  const ones = [0];
  for (const { target } of rows) ones.push(at(ones, ones.length - 1) + target);
  for (let to = walk.initialTrain; to < rows.length; to += walk.step) {
    const { from } = windowBefore(to, walk);
    const count = at(ones, to) - at(ones, from);
    if (count > 0 && count < to - from) continue;
    throw new InputError({
      code: 'one_class',
      message: `all ${to - from} rows that train the forecast of ${at(rows, to).date} are of one class, ${count > 0 ? 1 : 0}, so there is nothing to tell apart`,
      hint:
        walk.trainWindow === null
          ? 'use a longer first window, or another coin'
          : 'use a longer window, or another coin',
      facts: { window: walk.trainWindow === null ? 'first' : 'own' },
    });
  }
}
