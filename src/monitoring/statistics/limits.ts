import type { Vector } from '../../learning/vector.ts';
import { studentQuantile, studentTail } from './student-t.ts';

/** What a statistic has been in earlier windows, each against its own past: what the newest one is held against. */
export interface Calibration {
  /** How many windows there would be without overlap; not a whole number. */
  readonly windows: number;
  /** Of the logarithm of the statistic. */
  readonly mean: number;
  readonly deviation: number;
}

/** Fewer windows than this say nothing about how far a statistic strays without drift. */
export const LEAST_WINDOWS = 3;

/** A statistic of 0 has no logarithm, and between smaller ones than this there is no difference worth one. */
const SMALLEST = 0.01;

/** Calibrates by the statistics of earlier windows, one a day, so that each overlaps with `window` − 1 before it. */
export function calibrateLimits(earlier: Vector, window: number): Calibration {
  const logs = earlier.map(logOf);
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  // Rounding must not make a deviation where there is none.
  const [first] = logs;
  if (first !== undefined && logs.every((x) => x === first)) {
    return { windows: earlier.length / window, mean: first, deviation: 0 };
  }
  const squares = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return {
    windows: earlier.length / window,
    mean,
    deviation: Math.sqrt(squares / (logs.length - 1)),
  };
}

/**
 * The chance that the next window's statistic x is as large, were it of the same kind as the earlier ones. Their
 * logarithms have mean m and standard deviation s, and they fill k windows without overlap; then
 * t = (ln x − m) / (s·√(1 + 1/k)) follows Student's t, the prediction interval of one more observation. Windows one
 * day apart have the correlation 1 − |lag|/60, so that they are worth k of them for the mean, and, by the sum of its
 * squares, 3k/2 for the variance: 3k/2 − 1 degrees of freedom. Counting the earlier windows that are larger would be
 * simpler, but a few years are worth a dozen independent windows, and a dozen cannot tell a chance of 1 in 200.
 * Source: Hahn & Meeker 1991, "Statistical Intervals", on prediction intervals; Bartlett 1946 on the worth of
 * correlated observations.
 *
 * @returns null where there are too few windows, 1 where they are all the same
 */
export function chanceOf(statistic: number, { windows, mean, deviation }: Calibration): number | null {
  if (windows < LEAST_WINDOWS) return null;
  if (deviation === 0) return logOf(statistic) > mean ? 0 : 1;
  const t = (logOf(statistic) - mean) / (deviation * Math.sqrt(1 + 1 / windows));
  return studentTail(t, degreesOf(windows));
}

/** The statistic whose chance is as small as this; null where there are too few windows. */
export function limitOf(chance: number, { windows, mean, deviation }: Calibration): number | null {
  if (windows < LEAST_WINDOWS) return null;
  const t = studentQuantile(chance, degreesOf(windows));
  return Math.exp(mean + t * deviation * Math.sqrt(1 + 1 / windows));
}

function degreesOf(windows: number): number {
  return 1.5 * windows - 1;
}

function logOf(statistic: number): number {
  return Math.log(Math.max(statistic, SMALLEST));
}
