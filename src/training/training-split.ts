import type { LabelledRow, Range, Scaler } from '../domain.ts';
import { InputError } from '../errors.ts';
import { columnsOf, fitScaler, maximum, minimum, scaleRow } from '../learning/scalers.ts';
import type { Vector } from '../learning/vector.ts';
import { splitByTime } from './split.ts';

/** Rows with what the model sees of them: their scaled values. */
export interface ScaledRows {
  readonly rows: readonly LabelledRow[];
  readonly inputs: readonly Vector[];
}

/** Training and test rows, scaled by the training rows alone. */
export interface ScaledSplit {
  readonly scaler: Scaler;
  readonly train: ScaledRows;
  readonly test: ScaledRows;
}

export interface SplitSettings {
  readonly testSize: number;
  /** How many of the newest rows before the test rows train; null for all. */
  readonly window: number | null;
  readonly scaler: Scaler['name'];
}

/** Fewer rows than this say nothing about a model with a dozen features. */
export const LEAST_USABLE_ROWS = 20;

/**
 * Splits rows by time and scales them.
 *
 * @throws {InputError} where there are too few rows, or those to train on all go one way
 */
export function splitForTraining(
  rows: readonly LabelledRow[],
  { testSize, window, scaler: name }: SplitSettings,
): ScaledSplit {
  const { train: before, test } = splitByTime(rows, testSize);
  const train = window === null ? before : before.slice(-window);
  if (rows.length < LEAST_USABLE_ROWS || train.length === 0 || test.length === 0) {
    throw new InputError({
      code: 'too_few_rows',
      message: `there are ${rows.length} usable rows, ${train.length} to train and ${test.length} to test; a training takes ${LEAST_USABLE_ROWS} and some of each`,
      hint: 'use more days (the first 29 give no row), or another test size',
    });
  }
  if (new Set(train.map(({ target }) => target)).size < 2) {
    throw new InputError({
      code: 'one_class',
      message: `all ${train.length} training rows are of one class, ${train[0]?.target}, so there is nothing to tell apart`,
      hint: 'use more days, or another coin',
    });
  }
  const scaler = fitScaler(name, valuesOf(train));
  const scaled = (some: readonly LabelledRow[]) => ({
    rows: some,
    inputs: valuesOf(some).map((values) => scaleRow(scaler, values)),
  });
  return { scaler, train: scaled(train), test: scaled(test) };
}

/** The least and the greatest value of each feature. */
export function rangesOf(rows: readonly LabelledRow[]): readonly Range[] {
  return columnsOf(valuesOf(rows)).map((column) => ({ min: minimum(column), max: maximum(column) }));
}

function valuesOf(rows: readonly LabelledRow[]): readonly Vector[] {
  return rows.map(({ values }) => values);
}
