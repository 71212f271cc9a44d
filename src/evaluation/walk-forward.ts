import { createSlicer } from '../async.ts';
import type { Direction, IsoDate, LabelledRow } from '../domain.ts';
import { type Window, WindowFits, type WindowSettings } from '../learning/window-fits.ts';
import { baseRateOf } from './baselines.ts';
import { chooseL2 } from './choose-l2.ts';
import type { Outcome } from './metrics.ts';

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

/** What was forecast for the day after a date by a model that had seen only what came before its fold, and what came. */
export interface DayForecast extends Outcome {
  readonly date: IsoDate;
  /** The share of ups in the fold's training rows. */
  readonly baseRate: number;
  /** 1 where the price rose on the date itself. */
  readonly rose: Direction;
}

/** A fold just done. */
export interface Fold {
  readonly kind: 'fold';
  readonly fold: number;
  readonly folds: number;
  readonly forecasts: readonly DayForecast[];
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
): AsyncGenerator<Fold, readonly DayForecast[], void> {
  const { initialTrain, step, trainWindow } = settings;
  const folds = foldCount(rows.length, settings);
  const fitFold = foldFitter(rows, settings);
  const all: DayForecast[] = [];
  const inSlices = createSlicer(signal);
  for (let fold = 1; fold <= folds; fold++) {
    const to = initialTrain + (fold - 1) * step;
    const window: Window = { from: trainWindow === null ? 0 : Math.max(0, to - trainWindow), to };
    const baseRate = baseRateOf(rows.slice(window.from, window.to));
    const fits = await inSlices(fitFold(window));
    const forecasts = rows.slice(to, to + step).map(
      (row, i): DayForecast => ({
        date: row.date,
        probability: fits.forecast(to + i),
        actual: row.target,
        baseRate,
        rose: row.rose,
      }),
    );
    all.push(...forecasts);
    yield { kind: 'fold', fold, folds, forecasts };
  }
  return all;
}

/** What fits the model of a fold, one epoch at a time. */
function foldFitter(rows: readonly LabelledRow[], settings: WalkForwardSettings) {
  const labels = rows.map(({ target }) => target);
  const values = rows.map((row) => row.values);
  const newFits = () => new WindowFits(values, labels, settings, { from: 0, to: settings.initialTrain });
  const [fits, trials] = [newFits(), settings.l2 === 'auto' ? newFits() : undefined];
  return function* fitFold(window: Window): Generator<void, WindowFits, void> {
    const l2 = settings.l2 === 'auto' ? yield* chooseL2(trials ?? fits, labels, window) : settings.l2;
    yield* fits.fit(window, l2);
    return fits;
  };
}
