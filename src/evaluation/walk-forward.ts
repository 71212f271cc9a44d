import { createSlicer } from '../async.ts';
import type { Label, LabelledRow } from '../domain.ts';
import { sigmoid } from '../learning/logistic-regression.ts';
import type { Vector } from '../learning/vector.ts';
import { type Window, WindowFits, type WindowSettings } from '../learning/window-fits.ts';
import { chooseL2 } from './choose-l2.ts';
import { baseRateOf, recentBaseRateOf } from './constants.ts';
import type { DatedOutcome } from './losses.ts';

export interface WalkForwardSettings extends WindowSettings {
  /** Or chosen in each fold by the rows before it. */
  readonly l2: number | 'auto';
  /** How many rows the first window trains on. */
  readonly initialTrain: number;
  /** How many rows each fold forecasts. */
  readonly step: number;
  /** How many of the rows before a fold it trains on, at most; null for all of them. */
  readonly trainWindow: number | null;
}

/**
 * What was forecast for the day after a date by a model that had seen only what came before its fold, and what came.
 */
export interface DayForecast extends DatedOutcome {
  readonly logOdds: number;
  /** What persistence forecasts. */
  readonly persistence: Label;
}

/** A fold just done. */
export interface Fold {
  readonly kind: 'fold';
  readonly fold: number;
  readonly folds: number;
  readonly forecasts: readonly DayForecast[];
}

/** What a walk-forward came to. */
export interface Walked {
  readonly forecasts: readonly DayForecast[];
  /** How many folds' fits ran out of epochs: their weights are not the best for their rows. */
  readonly unconvergedFolds: number;
  /** The weights of each fold's model, feature by feature, in the scaled space. */
  readonly weights: readonly Vector[];
}

/** 365 rows where there are 500 or more, else half of them. */
export function defaultInitialTrain(rows: number): number {
  return rows >= 500 ? 365 : Math.floor(rows / 2);
}

export function foldCount(
  rows: number,
  { initialTrain, step }: Pick<WalkForwardSettings, 'initialTrain' | 'step'>,
) {
  return Math.ceil((rows - initialTrain) / step);
}

/**
 * Walks forward through rows in the order of time: trains on the first window, forecasts the next `step` rows, takes
 * these to the training rows, and so on to the end. The scaler and the model of a fold are fitted on the rows before it
 * alone; the descent starts from the weights of the fold before, which changes how long it takes and not where it ends.
 *
 * Yields each fold, and lets the event loop run every few milliseconds.
 *
 * @throws the signal's reason, when aborted
 */
export async function* walkForward(
  rows: readonly LabelledRow[],
  settings: WalkForwardSettings,
  signal?: AbortSignal,
): AsyncGenerator<Fold, Walked, void> {
  const { initialTrain, step } = settings;
  const folds = foldCount(rows.length, settings);
  const fitFold = foldFitter(rows, settings);
  const all: DayForecast[] = [];
  const weights: Vector[] = [];
  let unconvergedFolds = 0;
  const inSlices = createSlicer(signal);
  for (let fold = 1; fold <= folds; fold++) {
    const to = initialTrain + (fold - 1) * step;
    const window = windowBefore(to, settings);
    const trainingRows = rows.slice(window.from, window.to);
    const constants = {
      baseRate: baseRateOf(trainingRows),
      recentBaseRate: recentBaseRateOf(trainingRows, settings.halfLife),
    };
    const { fits, converged } = await inSlices(fitFold(window));
    if (!converged) unconvergedFolds += 1;
    const forecasts = rows.slice(to, to + step).map((row, i): DayForecast => {
      const logOdds = fits.logOdds(to + i);
      return {
        date: row.date,
        probability: sigmoid(logOdds),
        logOdds,
        actual: row.target,
        persistence: row.persistence,
        ...constants,
      };
    });
    all.push(...forecasts);
    weights.push(fits.scaledWeights());
    yield { kind: 'fold', fold, folds, forecasts };
  }
  return { forecasts: all, unconvergedFolds, weights };
}

/** The rows that train the fold whose first forecast is of row `to`. */
export function windowBefore(to: number, { trainWindow }: Pick<WalkForwardSettings, 'trainWindow'>): Window {
  return { from: trainWindow === null ? 0 : Math.max(0, to - trainWindow), to };
}

interface FittedFold {
  readonly fits: WindowFits;
  readonly converged: boolean;
}

/** What fits the model of a fold, one epoch at a time. */
function foldFitter(rows: readonly LabelledRow[], settings: WalkForwardSettings) {
  const labels = rows.map(({ target }) => target);
  const values = rows.map((row) => row.values);
  const newFits = () => new WindowFits(values, labels, settings, { from: 0, to: settings.initialTrain });
  const [fits, trials] = [newFits(), settings.l2 === 'auto' ? newFits() : undefined];
  return function* fitFold(window: Window): Generator<void, FittedFold, void> {
    const l2 = settings.l2 === 'auto' ? yield* chooseL2(trials ?? fits, labels, window) : settings.l2;
    const converged = yield* fits.fit(window, l2);
    return { fits, converged };
  };
}
