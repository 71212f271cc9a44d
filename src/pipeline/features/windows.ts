import type { Vector } from '../../learning/vector.ts';

/**
 * Columns over days, in the order of time. Each entry is computed from its own day and earlier ones alone, and is
 * NaN where there are too few of them.
 */
export type Column = Vector;

/** The value k days before. */
export function lag(column: Column, k: number): Column {
  return column.map((_, t) => column[t - k] ?? Number.NaN);
}

/** The mean of the n values that end today. */
export function movingAverage(column: Column, n: number): Column {
  return rolling(column, n, mean);
}

/** The sample standard deviation (n − 1) of the n values that end today. */
export function volatility(column: Column, n: number): Column {
  return rolling(column, n, sampleDeviation);
}

/** A statistic of the n values that end today. */
export function rolling(column: Column, n: number, statistic: (window: Vector) => number): Column {
  return column.map((_, t) => (t < n - 1 ? Number.NaN : statistic(column.slice(t - n + 1, t + 1))));
}

function mean(window: Vector): number {
  let sum = 0;
  for (const value of window) sum += value;
  return sum / window.length;
}

/** Deviations are taken from the first value, so that a constant window has exactly none. */
function sampleDeviation(window: Vector): number {
  const origin = window[0] ?? 0;
  let sum = 0;
  for (const value of window) sum += value - origin;
  const average = sum / window.length;
  let squares = 0;
  for (const value of window) squares += (value - origin - average) ** 2;
  return Math.sqrt(squares / (window.length - 1));
}
