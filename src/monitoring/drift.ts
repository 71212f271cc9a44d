import { plural } from '../counts.ts';
import type { IsoDate } from '../domain.ts';
import { holm } from '../evaluation/holm.ts';
import { at, type Vector } from '../learning/vector.ts';
import {
  type Distances,
  distancesOverTime,
  farthestDistances,
  type WindowPlan,
} from './statistics/drift-statistics.ts';
import { kolmogorovSmirnovPValue } from './statistics/kolmogorov-smirnov.ts';
import { calibrateLimits, chanceOf, LEAST_WINDOWS, limitOf } from './statistics/limits.ts';

/** A model's features over all of their history, and which rows of it the model was trained on. */
export interface FeatureHistory {
  readonly features: readonly string[];
  readonly rows: readonly { readonly date: IsoDate; readonly values: Vector }[];
  readonly training: {
    /** How many rows. */
    readonly count: number;
    /** The index after the newest of them. */
    readonly end: number;
  };
}

/** A statistic of the newest window, and the largest that earlier ones make plausible; null where they are too few. */
export interface Measured {
  readonly value: number;
  readonly limit: number | null;
}

export interface FeatureDrift {
  readonly feature: string;
  readonly psi: Measured;
  readonly ks: Measured;
  /** In standard deviations of the training rows. */
  readonly wasserstein: Measured;
  /** The textbook's p-value of Kolmogorov and Smirnov, which takes days for independent: far too small. */
  readonly ksPValue: number;
  /** The chance of such a Wasserstein distance, by the earlier windows, after Holm's correction. */
  readonly pValue: number | null;
  /** null where it is too early to say. */
  readonly drifted: boolean | null;
}

export interface DriftReport {
  readonly features: readonly FeatureDrift[];
  /** The newest rows that were compared. */
  readonly recent: { readonly from: IsoDate; readonly to: IsoDate; readonly rows: number } | undefined;
  /** The rows since the training. */
  readonly rowsSinceTraining: number;
  /** How many earlier windows limits were calibrated by, one a day: they overlap. */
  readonly dailyWindows: number;
  /** How many they are worth, counted without overlap; not a whole number. */
  readonly windows: number;
  /** Why nothing can be said; undefined where something can. */
  readonly tooFew: string | undefined;
}

/** The newest days that are compared. */
const RECENT_ROWS = 60;

/** The chance of any false alarm in one check. */
const SIGNIFICANCE = 0.05;

/** A past shorter than this is no measure of what is usual. */
const LEAST_PAST = 120;

/** Pauses after so many comparisons, so that the work can be shared out: some milliseconds each. */
const SLICE = 200;

/**
 * The drift of each feature between the training rows and the newest 60. What a distance is worth is calibrated:
 * every earlier window of 60 rows is compared with its own past, as many rows, as far back, as the training rows
 * are from the newest window; the newest distance is placed among those. Prices wander and volatility comes in
 * clusters, so that textbook limits (PSI over 0.1, p under 0.05) alarm most of the time. A feature has drifted where
 * its Wasserstein distance has a chance below 5 % after Holm's correction over all features.
 *
 * It yields every few milliseconds, for the consumer to do other things.
 */
export function* measureDrift({
  features,
  rows,
  training,
}: FeatureHistory): Generator<undefined, DriftReport, void> {
  const rowsSinceTraining = rows.length - training.end;
  const nothing = { features: [], recent: undefined, rowsSinceTraining, dailyWindows: 0, windows: 0 };
  if (rowsSinceTraining < RECENT_ROWS) {
    return {
      ...nothing,
      tooFew: `too few to say: ${rowsSinceTraining} days since the training rows end, drift takes ${RECENT_ROWS}`,
    };
  }
  if (training.count === 0) {
    return { ...nothing, tooFew: 'too few to say: the history holds none of the training rows' };
  }
  const plan: WindowPlan = {
    window: RECENT_ROWS,
    past: training.count,
    gap: rowsSinceTraining - RECENT_ROWS,
    leastPast: Math.min(LEAST_PAST, training.count),
  };
  const judged: ReturnType<typeof judge>[] = [];
  for (const [j] of features.entries()) {
    const distances: Distances[] = [];
    const column = rows.map(({ values }) => at(values, j));
    for (const each of distancesOverTime(column, plan)) {
      distances.push(each);
      if (distances.length % SLICE === 0) yield;
    }
    judged.push(judge(distances, farthestDistances(column, plan), features.length));
    yield;
  }
  const sizes = [Math.min(training.count, training.end), RECENT_ROWS] as const;
  const adjusted = holm(judged.map(({ chance }) => chance ?? 1));
  const dailyWindows = Math.max(...judged.map(({ earlier }) => earlier));
  const isSaid = judged.some(({ chance }) => chance !== null);
  return {
    rowsSinceTraining,
    dailyWindows,
    windows: dailyWindows / RECENT_ROWS,
    recent: {
      from: at(rows, rows.length - RECENT_ROWS).date,
      to: at(rows, rows.length - 1).date,
      rows: RECENT_ROWS,
    },
    tooFew: isSaid ? undefined : tooFewWindows(dailyWindows),
    features: judged.map(({ psi, ks, wasserstein, chance }, j) => {
      const pValue = chance === null ? null : at(adjusted, j);
      return {
        feature: at(features, j),
        psi,
        ks,
        wasserstein,
        ksPValue: kolmogorovSmirnovPValue(ks.value, ...sizes),
        pValue,
        drifted: pValue === null ? null : pValue < SIGNIFICANCE,
      };
    }),
  };
}

function tooFewWindows(dailyWindows: number): string {
  const held = `the history holds ${plural(dailyWindows, 'earlier window')} of ${RECENT_ROWS} days, one a day`;
  const least = LEAST_WINDOWS * RECENT_ROWS;
  return dailyWindows < least
    ? `too few to say: ${held}, and a limit takes ${least}`
    : `too few to say: ${held}, and no limit by them could be reached`;
}

/**
 * The newest distances with their limits, by those of the windows that do not overlap with the newest. A limit that not
 * even a window at the end of all that was ever seen would reach is none, and where that is so of the Wasserstein
 * distance there is nothing to say of the feature.
 */
function judge(distances: readonly Distances[], farthest: Distances, features: number) {
  const newest = distances.at(-1);
  if (newest === undefined) {
    throw new RangeError('no window of the history has a past to be compared with');
  }
  const earlier = distances.slice(0, -RECENT_ROWS);
  const place = (select: (distance: Distances) => number) => {
    const calibration = calibrateLimits(earlier.map(select), RECENT_ROWS);
    const limit = limitOf(SIGNIFICANCE / features, calibration);
    // Where all that was ever seen is one value, nothing has drifted.
    const isReachable = limit !== null && (limit < select(farthest) || select(farthest) === 0);
    const measured: Measured = { value: select(newest), limit: isReachable ? limit : null };
    return { measured, calibration };
  };
  const { measured: wasserstein, calibration } = place((distance) => distance.wasserstein);
  return {
    psi: place((distance) => distance.psi).measured,
    ks: place((distance) => distance.ks).measured,
    wasserstein,
    chance: wasserstein.limit === null ? null : chanceOf(newest.wasserstein, calibration),
    earlier: earlier.length,
  };
}
