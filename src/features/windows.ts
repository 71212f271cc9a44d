import type { Vector } from '../learning/vector.ts';

/**
 * Columns over days, in the order of time. Each entry is computed from its own day and earlier ones alone, and is
 * NaN where there are too few of them.
 */
export type Column = Vector;

/** The value k days before. */
export function lag(column: Column, k: number): Column {
  return column.map((_, t) => column[t - k] ?? Number.NaN);
}

/** What was added in k days: xₜ − xₜ₋ₖ. */
export function change(column: Column, k: number): Column {
  return column.map((value, t) => value - (column[t - k] ?? Number.NaN));
}

/** A column made from two, day by day. */
export function combine(a: Column, b: Column, each: (a: number, b: number) => number): Column {
  return a.map((value, t) => each(value, b[t] ?? Number.NaN));
}

/** How far a column is from another, as a share of it: a/b − 1. */
export function relativeTo(a: Column, b: Column): Column {
  return combine(a, b, (value, reference) => value / reference - 1);
}

/** The mean of the n values that end today. */
export function movingAverage(column: Column, n: number): Column {
  return rolling(column, n, mean);
}

/** The sample standard deviation (n − 1) of the n values that end today. */
export function volatility(column: Column, n: number): Column {
  return rolling(column, n, sampleDeviation);
}

/** The exponential moving average, started at the first value: eₜ = α·xₜ + (1 − α)·eₜ₋₁, α = 2/(n + 1). */
export function exponentialAverage(column: Column, n: number): Column {
  const alpha = 2 / (n + 1);
  let average = column[0] ?? Number.NaN;
  return column.map((value) => {
    average = alpha * value + (1 - alpha) * average;
    return average;
  });
}

/**
 * Wilder's relative strength index, 100 − 100/(1 + gain/loss): gain and loss are seeded with the means of the first
 * n rises and falls and then move by 1/n of the way to each new one. 100 where there was no loss.
 * Source: Wilder 1978, "New concepts in technical trading systems".
 */
export function relativeStrength(column: Column, n: number): Column {
  let gain = 0;
  let loss = 0;
  return column.map((value, t) => {
    const step = value - (column[t - 1] ?? value);
    const share = 1 / n;
    const decay = t <= n ? 1 : 1 - share;
    gain = decay * gain + share * Math.max(step, 0);
    loss = decay * loss + share * Math.max(-step, 0);
    if (t < n) return Number.NaN;
    return loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
  });
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
