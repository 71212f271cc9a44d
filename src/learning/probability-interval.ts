import { logit, type Parameters, sigmoid } from './logistic-regression.ts';
import { dot, type Vector } from './vector.ts';

/** 95 % of a standard normal distribution lie between −1.96 and 1.96. */
const NORMAL_95 = 1.96;

/**
 * The 95 % interval of the probability of a 1 for one row of scaled features: logit ± 1.96·√(xᵀCx), with x the
 * features and a 1, C the covariance of the parameters (see `covariance.ts`).
 *
 * @throws {RangeError} where the row, the weights and the covariance do not fit
 */
export function probabilityInterval95(
  parameters: Parameters,
  covariance: readonly Vector[],
  scaled: Vector,
): readonly [low: number, high: number] {
  const x = [...scaled, 1];
  const variance = dot(
    x,
    covariance.map((row) => dot(row, x)),
  );
  const [z, margin] = [logit(parameters, scaled), NORMAL_95 * Math.sqrt(variance)];
  return [sigmoid(z - margin), sigmoid(z + margin)];
}
