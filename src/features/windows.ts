import { at, type Vector } from '../learning/vector.ts';

/**
 * Columns over days, in the order of time. Each entry is computed from its own day and earlier ones alone, and is
 * NaN where there are too few of them, or one of them is NaN.
 */
export type Column = Vector;

/** The value k days before. */
export function lag(column: Column, k: number): Column {
  return column.map((_, t) => (t < k ? Number.NaN : at(column, t - k)));
}

/** What was added in k days: xₜ − xₜ₋ₖ. */
export function change(column: Column, k: number): Column {
  return combine(column, lag(column, k), (today, then) => today - then);
}

/** A column made from two, day by day. */
export function combine(a: Column, b: Column, each: (a: number, b: number) => number): Column {
  return a.map((value, t) => each(value, at(b, t)));
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

/** The median of the n values that end today: where n is even, the mean of the two in the middle. */
export function rollingMedian(column: Column, n: number): Column {
  const [lower, upper] = [Math.floor((n - 1) / 2), Math.floor(n / 2)];
  return rolling(column, n, (window) => {
    const sorted = Float64Array.from(window).sort();
    return (at(sorted, lower) + at(sorted, upper)) / 2;
  });
}

/** A statistic of the n values that end today. */
export function rolling(column: Column, n: number, statistic: (window: Vector) => number): Column {
  let start = 0;
  return column.map((value, t) => {
    if (Number.isNaN(value)) start = t + 1;
    return t - start < n - 1 ? Number.NaN : statistic(column.slice(t - n + 1, t + 1));
  });
}

/** The exponential moving average, started at the first value: eₜ = α·xₜ + (1 − α)·eₜ₋₁, α = 2/(n + 1). */
export function exponentialAverage(column: Column, n: number): Column {
  const alpha = 2 / (n + 1);
  return afterHead(column, (values) => {
    let average = at(values, 0);
    return values.map((value) => {
      average = alpha * value + (1 - alpha) * average;
      return average;
    });
  });
}

/**
 * The exponentially weighted mean of all values so far, a value `halfLife` days ago weighing half as much as today's:
 * Σ wₖ·xₜ₋ₖ / Σ wₖ, wₖ = ½^(k/halfLife). What pandas calls `ewm(halflife=…, adjust=True).mean()`.
 */
export function decayingAverage(column: Column, halfLife: number): Column {
  const decay = 0.5 ** (1 / halfLife);
  return afterHead(column, (values) => {
    let [sum, weight] = [0, 0];
    return values.map((value) => {
      sum = decay * sum + value;
      weight = decay * weight + 1;
      return sum / weight;
    });
  });
}

/**
 * Wilder's relative strength index, 100 − 100/(1 + gain/loss): gain and loss are seeded with the means of the first
 * n rises and falls and then move by 1/n of the way to each new one. 100 where there was no loss.
 * Source: Wilder 1978, "New concepts in technical trading systems".
 */
export function relativeStrength(column: Column, n: number): Column {
  const share = 1 / n;
  return afterHead(column, (values) => {
    let [gain, loss, before] = [0, 0, at(values, 0)];
    return values.map((value, t) => {
      const step = value - before;
      const decay = t <= n ? 1 : 1 - share;
      gain = decay * gain + share * Math.max(step, 0);
      loss = decay * loss + share * Math.max(-step, 0);
      before = value;
      if (t < n) return Number.NaN;
      return loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
    });
  });
}

/** What a statistic of all values so far is after the head, where there are none; NaN in the head. */
function afterHead(column: Column, statistic: (values: Vector) => Vector): Column {
  const first = column.findIndex((value) => !Number.isNaN(value));
  return first < 0 ? column : [...column.slice(0, first), ...statistic(column.slice(first))];
}

function mean(window: Vector): number {
  let sum = 0;
  for (const value of window) sum += value;
  return sum / window.length;
}

/** Deviations are taken from the first value, so that a constant window has exactly none. */
function sampleDeviation(window: Vector): number {
  const origin = at(window, 0);
  let sum = 0;
  for (const value of window) sum += value - origin;
  const average = sum / window.length;
  let squares = 0;
  for (const value of window) squares += (value - origin - average) ** 2;
  return Math.sqrt(squares / (window.length - 1));
}
