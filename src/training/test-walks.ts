import { InputError } from '../errors.ts';
import { lossOf } from '../evaluation/metrics.ts';
import { baseRateForecasts, type Paired } from '../evaluation/signal-test.ts';
import { type DayForecast, foldCount, type Walked } from '../evaluation/walk-forward.ts';
import { type FeatureTable, labelled } from '../features/engineer.ts';
import type { Signal } from '../features/signals/signal.ts';
import { withSignals } from '../features/signals/with-signals.ts';
import { at } from '../learning/vector.ts';
import type { ParallelSettings } from '../workers/parallel.ts';
import { type JobFold, runJobs } from '../workers/parallel.ts';
import type { WalkForwardJob } from '../workers/walk-forward-job.ts';
import { jobOf, type RowsOfSet, type WalkSettings } from './candidates.ts';

/** A walk-forward with signals, and the same days without them. */
export interface PairedJobs {
  readonly with: WalkForwardJob;
  /** Null where the base rate stands for it: there is no feature but the signals. */
  readonly without: WalkForwardJob | null;
}

export interface PairedRequest {
  /** The feature rows without the signals. */
  readonly table: FeatureTable;
  readonly featureSet: RowsOfSet['featureSet'];
  readonly signals: readonly Signal[];
  readonly carry: number;
  readonly lag: number;
}

/**
 * The jobs that hold forecasts with signals against the same without: over the rows on which the signals have values.
 *
 * @throws {InputError} where these are too few, or go one way
 */
export function pairedJobs(request: PairedRequest, settings: WalkSettings): PairedJobs {
  const { table, featureSet, signals } = request;
  const rows = labelled(withSignals(table, signals, request).rows);
  const width = table.features.length;
  const job = jobOf({ rows, featureSet }, settings);
  const bare = rows.map((row) => ({ ...row, values: row.values.slice(0, width) }));
  return { with: job, without: width === 0 ? null : { ...job, rows: bare } };
}

/** The same, or undefined where the rows do not do. */
export function pairedJobsIfAny(request: PairedRequest, settings: WalkSettings): PairedJobs | undefined {
  try {
    return pairedJobs(request, settings);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Forecasts with signals and without, and the models that made the former. */
export interface PairedWalks extends Paired {
  readonly walked: Walked;
}

/** How much of the walks is done. */
export interface WalksProgress {
  readonly done: number;
  readonly of: number;
  /** The gain on the days that the pair which is watched has forecast so far; null before there is one. */
  readonly gain: number | null;
}

/** Walks pairs; of several that are the same without the signals, these are walked once. `watched` is one of them. */
export async function* walkPairs(
  pairs: readonly PairedJobs[],
  { watched, ...settings }: ParallelSettings & { readonly watched?: PairedJobs | undefined },
): AsyncGenerator<WalksProgress, readonly PairedWalks[], void> {
  const jobs: WalkForwardJob[] = [];
  const places = new Map<string, number>();
  const placeOf = (job: WalkForwardJob): number => {
    const key = JSON.stringify([job.settings, job.rows.map(({ date, values }) => [date, values[0]])]);
    const known = places.get(key) ?? jobs.push(job) - 1;
    places.set(key, known);
    return known;
  };
  const plan = pairs.map((pair) => ({
    with: jobs.push(pair.with) - 1,
    without: pair.without && placeOf(pair.without),
  }));
  const of = jobs.reduce((sum, { rows, settings: walk }) => sum + foldCount(rows.length, walk), 0);
  const gainAfter = createGainSoFar(plan[watched ? pairs.indexOf(watched) : -1]);
  let gain: number | null = null;
  const running = runJobs(jobs, settings);
  for (let done = 1; ; done++) {
    const step = await running.next();
    if (!step.done) {
      gain = gainAfter(step.value) ?? gain;
      yield { done, of, gain };
      continue;
    }
    return plan.map((place) => {
      const walked = at(step.value, place.with);
      const { forecasts } = walked;
      const without =
        place.without === null ? baseRateForecasts(forecasts) : at(step.value, place.without).forecasts;
      return { with: forecasts, without, walked };
    });
  }
}

/** The places of a pair's walks among the jobs; null where the base rate stands for the one without. */
interface Places {
  readonly with: number;
  readonly without: number | null;
}

/** What says, after each fold, what the gain of a pair is on the days that both of its walks have come to. */
function createGainSoFar(places: Places | undefined): (fold: JobFold) => number | undefined {
  const [own, other]: [number[], number[]] = [[0], [0]];
  const addTo = (sums: number[], forecasts: readonly DayForecast[]) => {
    for (const day of forecasts) sums.push(at(sums, sums.length - 1) + lossOf(day));
  };
  return ({ job, fold: { forecasts } }) => {
    if (job !== places?.with && job !== places?.without) return undefined;
    if (job === places.with) addTo(own, forecasts);
    if (job === places.without) addTo(other, forecasts);
    else if (places.without === null) addTo(other, baseRateForecasts(forecasts));
    const days = Math.min(own.length, other.length) - 1;
    return days === 0 ? undefined : 1 - at(own, days) / at(other, days);
  };
}
