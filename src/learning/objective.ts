import { type Matrix, matrixOf, product, times, transpose } from './matrix.ts';
import type { Vector } from './vector.ts';

/** What gradient descent minimises: everything of J(θ) but θ. */
export interface Objective {
  /** X, n × (features + 1), scaled, with the column of ones. */
  readonly design: Matrix;
  /** Xᵀ, kept beside X because each epoch needs both. */
  readonly designTransposed: Matrix;
  /** y, n labels of 0 or 1. */
  readonly labels: Vector;
  /** sᵢ, the weight of each row's loss; none for 1. */
  readonly rowWeights: Vector | undefined;
  /** The factor of ½θⱼ² in J: l2 for a weight, 0 for the intercept. */
  readonly penalties: Vector;
}

/** J, ∇J and what they were computed from. */
export interface Evaluation {
  readonly theta: Vector;
  readonly objective: number;
  readonly gradient: Vector;
}

export interface TrainingRows {
  /** n rows of scaled feature values. */
  readonly rows: readonly Vector[];
  readonly labels: Vector;
  readonly rowWeights?: Vector | undefined;
}

export function objectiveOf({ rows, labels, rowWeights }: TrainingRows, l2: number): Objective {
  const design = matrixOf(rows.map((row) => [...row, 1]));
  const features = rows[0]?.length ?? 0;
  return {
    design,
    designTransposed: transpose(design),
    labels,
    rowWeights,
    penalties: [...new Array<number>(features).fill(l2), 0],
  };
}

/**
 * J(θ) = ½·l2·‖w‖² + Σᵢ sᵢ·[log(1 + exp(zᵢ)) − yᵢ·zᵢ],  z = X·θ
 * ∇J(θ) = Xᵀ·[s·(σ(z) − y)] + l2·(w, 0)
 *
 * Stable for any logit: with e = exp(−|z|), log(1 + exp(z)) = max(z, 0) + log1p(e) and σ(z) is 1/(1 + e) or
 * e/(1 + e), so that nothing overflows and nothing cancels.
 */
export function evaluateObjective(objective: Objective, theta: Vector): Evaluation {
  const { design, designTransposed, labels, rowWeights, penalties } = objective;
  const logits = times(design, theta);
  const residuals = new Array<number>(logits.length);
  let loss = 0;
  for (let i = 0; i < logits.length; i++) {
    const z = logits[i] ?? 0;
    const y = labels[i] ?? 0;
    const s = rowWeights?.[i] ?? 1;
    const e = Math.exp(-Math.abs(z));
    loss += s * (Math.max(z, 0) + Math.log1p(e) - y * z);
    residuals[i] = s * ((z >= 0 ? 1 : e) / (1 + e) - y);
  }
  const descent = times(designTransposed, residuals);
  const penalty = theta.reduce((sum, value, j) => sum + (penalties[j] ?? 0) * value * value, 0) / 2;
  return {
    theta,
    objective: loss + penalty,
    gradient: descent.map((value, j) => value + (penalties[j] ?? 0) * (theta[j] ?? 0)),
  };
}

/**
 * Xᵀ·S·X/4 + diag(penalties): since σ(z)·(1 − σ(z)) ≤ ¼, it bounds the Hessian of J everywhere
 * (Böhning & Lindsay 1988, "Monotonicity of quadratic-approximation algorithms").
 */
export function hessianBound({
  design,
  designTransposed,
  rowWeights,
  penalties,
}: Objective): readonly Vector[] {
  const weighted =
    rowWeights === undefined
      ? design
      : matrixOf((design.valueOf() as number[][]).map((row, i) => row.map((x) => x * (rowWeights[i] ?? 1))));
  return product(designTransposed, weighted).map((row, i) =>
    row.map((value, j) => value / 4 + (i === j ? (penalties[i] ?? 0) : 0)),
  );
}
