import { type Parameters, sigmoid, thetaOf } from './logistic-regression.ts';
import { choleskySolver, gram, matrixOf, plusDiagonal, product, times } from './matrix.ts';
import { objectiveOf } from './objective.ts';
import type { TrainingRows } from './training-rows.ts';
import { entry, type Vector } from './vector.ts';

/**
 * The covariance of θ = (w, b) at the minimum of J, by Laplace's approximation for weighted rows: C = H⁻¹·G·H⁻¹, with
 * H = Xᵀ·diag(s·p(1 − p))·X + diag(penalties), the Hessian of J, and G = Xᵀ·diag(s²·p(1 − p))·X, the variance of
 * its gradient. C has features + 1 rows of as many values, in squared log-odds per squared scaled unit.
 *
 * @throws {RangeError} where the parameters do not fit the rows
 */
export function covarianceOf(rows: TrainingRows, l2: number, parameters: Parameters): readonly Vector[] {
  const { design, designTransposed, rowWeights, penalties } = objectiveOf(rows, l2);
  const logits = new Float64Array(times(design, thetaOf(parameters)));
  const curvatures = rowWeights.map((s, i) => s * sigmoid(entry(logits, i)) * sigmoid(-entry(logits, i)));
  const hessian = plusDiagonal(gram(design, designTransposed, curvatures), penalties);
  const variances = curvatures.map((curvature, i) => curvature * entry(rowWeights, i));
  const solve = choleskySolver(hessian);
  const inverse = matrixOf(penalties.map((_, i) => solve(penalties.map((_, j) => (i === j ? 1 : 0)))));
  const left = matrixOf(product(inverse, matrixOf(gram(design, designTransposed, variances))));
  return product(left, inverse);
}
