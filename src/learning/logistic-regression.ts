import { dot, type Vector } from './vector.ts';

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

/** The log-odds of one row of scaled features: w·x + b. */
export function logit({ weights, intercept }: Parameters, scaled: Vector): number {
  return dot(weights, scaled) + intercept;
}

/** P(up) of one row of scaled features. */
export function probability(parameters: Parameters, scaled: Vector): number {
  return sigmoid(logit(parameters, scaled));
}

export function parametersOf(theta: Vector): Parameters {
  return { weights: theta.slice(0, -1), intercept: theta.at(-1) ?? 0 };
}

export function thetaOf({ weights, intercept }: Parameters): Vector {
  return [...weights, intercept];
}
