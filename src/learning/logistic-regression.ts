import { at, dot, type Vector } from './vector.ts';

/**
 * The intercept is the last parameter: a column of ones is appended to the features, so that
 * z = w·x + b is one product, X·θ with θ = (w, b).
 */
export interface Parameters {
  readonly weights: Vector;
  readonly intercept: number;
}

/** σ(z) = 1 / (1 + exp(−z)), without overflow. */
export function sigmoid(z: number): number {
  const e = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}

/**
 * The loss of a forecast with log-odds z, where the outcome is y: log(1 + exp(z)) − y·z, which is −log of the
 * probability that it gave to y. As max(z, 0) − y·z + log1p(exp(−|z|)) nothing in it overflows or cancels.
 */
export function logisticLoss(z: number, y: number): number {
  return Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
}

/**
 * The log-odds of one row of scaled features: w·x + b.
 *
 * @throws {RangeError} where there are not as many values as weights
 */
export function logit({ weights, intercept }: Parameters, scaled: Vector): number {
  return dot(weights, scaled) + intercept;
}

/** P(up) of one row of scaled features. */
export function probability(parameters: Parameters, scaled: Vector): number {
  return sigmoid(logit(parameters, scaled));
}

/** The parameters in θ = (w, b). */
export function parametersOf(theta: Vector): Parameters {
  return { weights: theta.slice(0, -1), intercept: at(theta, theta.length - 1) };
}

/** θ = (w, b) */
export function thetaOf({ weights, intercept }: Parameters): Vector {
  return [...weights, intercept];
}
