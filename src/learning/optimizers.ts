import { choleskySolver, largestEigenvalue } from './matrix.ts';
import { evaluateObjective, type Objective, type ObjectiveValue } from './objective.ts';
import type { OptimizerName } from './optimizer-names.ts';
import { dot, plus, type Vector } from './vector.ts';

/**
 * An optimizer walks towards the minimum of an objective from `start`, without end: each evaluation it yields
 * is one epoch, one pass over all training rows. Who consumes it decides when to stop.
 */
export type Optimizer = (
  objective: Objective,
  start: Vector,
  learningRate: number,
) => Generator<ObjectiveValue, never, void>;

/** θ ← θ − η·∇J(θ) */
export const gradientDescent: Optimizer = function* (objective, start, learningRate) {
  let theta = start;
  for (;;) {
    const here = evaluateObjective(objective, theta);
    yield here;
    theta = plus(theta, -learningRate, here.gradient);
  }
};

/**
 * Nesterov's acceleration: a gradient step from a point ahead, y = θₖ + βₖ·(θₖ − θₖ₋₁), with
 * βₖ = (tₖ₋₁ − 1)/tₖ and tₖ = (1 + √(1 + 4·tₖ₋₁²))/2. Momentum restarts (t ← 1) whenever it points uphill,
 * ∇J(y)·(θₖ₊₁ − θₖ) > 0 (O'Donoghue & Candès 2015, "Adaptive restart for accelerated gradient schemes").
 */
export const nesterov: Optimizer = function* (objective, start, learningRate) {
  let theta = start;
  let ahead = start;
  let t = 1;
  for (;;) {
    const here = evaluateObjective(objective, ahead);
    yield here;
    const next = plus(ahead, -learningRate, here.gradient);
    const step = plus(next, -1, theta);
    const restarts = dot(here.gradient, step) > 0;
    const nextT = restarts ? 1 : (1 + Math.sqrt(1 + 4 * t * t)) / 2;
    ahead = restarts ? next : plus(next, (t - 1) / nextT, step);
    theta = next;
    t = nextT;
  }
};

/**
 * θ ← θ − η·B⁻¹·∇J(θ), where B bounds the Hessian everywhere: with η = 1 every step decreases J without a line
 * search, and where forecasts are near ½ it is almost Newton's method. B is factored once.
 */
export const preconditioned: Optimizer = function* (objective, start, learningRate) {
  const solve = choleskySolver(objective.hessianBound);
  let theta = start;
  for (;;) {
    const here = evaluateObjective(objective, theta);
    yield here;
    theta = plus(theta, -learningRate, solve(here.gradient));
  }
};

/** Every optimizer, by name. */
export const optimizers = {
  nesterov,
  'gradient-descent': gradientDescent,
  preconditioned,
} as const satisfies Record<OptimizerName, Optimizer>;

/**
 * The largest step that surely decreases J: 1/L for the first-order methods, where L, the largest eigenvalue of
 * the Hessian's bound, is the Lipschitz constant of ∇J; 1 for the preconditioned one, whose steps are in units
 * of that bound already.
 */
export function defaultLearningRate(name: OptimizerName, objective: Objective): number {
  return name === 'preconditioned' ? 1 : 1 / largestEigenvalue(objective.hessianBound);
}
