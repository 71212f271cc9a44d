import { logisticLoss, sigmoid } from './logistic-regression.ts';
import { gram, type Matrix, matrixOf, plusDiagonal, times, transpose } from './matrix.ts';
import { recencyWeights, totalWeight } from './recency.ts';
import type { TrainingRows } from './training-rows.ts';
import { at, checkLength, dot, entry, plus, type Vector } from './vector.ts';

/** What gradient descent minimises: everything of J(θ) but θ. */
export interface Objective {
  /** X, n × (features + 1), scaled, with the column of ones. */
  readonly design: Matrix;
  /** Xᵀ, kept beside X because each epoch needs both. */
  readonly designTransposed: Matrix;
  /** y, n labels of 0 or 1. */
  readonly labels: Float64Array;
  /** s, n weights of the rows' losses. */
  readonly rowWeights: Float64Array;
  /** Σᵢ sᵢ, by which a gradient is measured: n where no row weighs more than another. */
  readonly totalWeight: number;
  /** The factor of ½θⱼ² in J, of each of the features + 1 parameters: l2 for a weight, 0 for the intercept. */
  readonly penalties: Vector;
  /**
   * B = Xᵀ·S·X/4 + diag(penalties): since σ(z)·(1 − σ(z)) ≤ ¼, it bounds the Hessian of J everywhere
   * (Böhning & Lindsay 1988, "Monotonicity of quadratic-approximation algorithms").
   */
  readonly hessianBound: readonly Vector[];
}

/** J, ∇J and what they were computed from. */
export interface ObjectiveValue {
  readonly theta: Vector;
  readonly objective: number;
  readonly gradient: Vector;
}

/**
 * J over training rows.
 *
 * @throws {RangeError} where there are no rows, or not as many labels or weights as rows
 */
export function objectiveOf({ rows, labels, rowWeights }: TrainingRows, l2: number): Objective {
  const weights = rowWeights ?? recencyWeights(rows.length, null);
  checkLength(labels, rows.length);
  checkLength(weights, rows.length);
  const design = matrixOf(rows.map((row) => [...row, 1]));
  const designTransposed = transpose(design);
  const penalties = [...at(rows, 0).map(() => l2), 0];
  const quarters = weights.map((s) => s / 4);
  return {
    design,
    designTransposed,
    labels: new Float64Array(labels),
    rowWeights: weights,
    totalWeight: totalWeight(weights),
    penalties,
    hessianBound: plusDiagonal(gram(design, designTransposed, quarters), penalties),
  };
}

/**
 * J(θ) = ½·l2·‖w‖² + Σᵢ sᵢ·[log(1 + exp(zᵢ)) − yᵢ·zᵢ],  z = X·θ
 * ∇J(θ) = Xᵀ·[s·(σ(z) − y)] + l2·(w, 0)
 *
 * @throws {RangeError} where θ has not one value for each column of X
 */
export function evaluateObjective(objective: Objective, theta: Vector): ObjectiveValue {
  const { design, designTransposed, labels, rowWeights, penalties } = objective;
  const logits = new Float64Array(times(design, theta));
  const residuals: number[] = [];
  let loss = 0;
  for (let i = 0; i < logits.length; i++) {
    const z = entry(logits, i);
    const y = entry(labels, i);
    const s = entry(rowWeights, i);
    loss += s * logisticLoss(z, y);
    residuals.push(s * (sigmoid(z) - y));
  }
  const penaltyGradient = theta.map((value, j) => at(penalties, j) * value);
  return {
    theta,
    objective: loss + dot(penaltyGradient, theta) / 2,
    gradient: plus(times(designTransposed, residuals), 1, penaltyGradient),
  };
}
