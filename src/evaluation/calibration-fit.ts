import { sigmoid } from '../learning/logistic-regression.ts';
import type { Outcome } from './metrics.ts';

/**
 * P(1) = σ(intercept + slope·log-odds): 0 and 1 where forecasts are as sure as they may be, a slope below 1 where they
 * are too sure.
 */
export interface CalibrationFit {
  readonly intercept: number;
  readonly slope: number;
  /** Standard errors, from the inverse of the information matrix. */
  readonly interceptSe: number;
  readonly slopeSe: number;
}

const ITERATIONS = 50;
const TOLERANCE = 1e-10;

/**
 * The logistic regression of outcomes on the log-odds that were forecast, without a penalty, by Newton's method. Null
 * where it has no finite answer: forecasts that never differ, outcomes of one kind, or a cut that separates both kinds.
 * Source: Cox 1958, "Two further applications of a model for binary regression".
 */
export function calibrationFit(outcomes: readonly Outcome[]): CalibrationFit | null {
  const points = outcomes.map(({ probability, logOdds, actual }) => ({
    x: logOdds ?? Math.log(probability / (1 - probability)),
    y: actual,
  }));
  let [intercept, slope] = [0, 0];
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const { x, y } of points) {
      const p = sigmoid(intercept + slope * x);
      const variance = p * (1 - p);
      g0 += y - p;
      g1 += (y - p) * x;
      h00 += variance;
      h01 += variance * x;
      h11 += variance * x * x;
    }
    const determinant = h00 * h11 - h01 * h01;
    // Not a number where a forecast is a hard 0 or 1.
    if (!(determinant > 1e-12 * h00 * h11)) return null;
    const steps = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant] as const;
    intercept += steps[0];
    slope += steps[1];
    if (Math.max(Math.abs(steps[0]), Math.abs(steps[1])) < TOLERANCE) {
      return {
        intercept,
        slope,
        interceptSe: Math.sqrt(h11 / determinant),
        slopeSe: Math.sqrt(h00 / determinant),
      };
    }
  }
  return null;
}
