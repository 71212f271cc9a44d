import { describe, expect, it } from 'vitest';
import { type ObjectiveValue, objectiveOf } from './objective.ts';
import {
  defaultLearningRate,
  gradientDescent,
  nesterov,
  type Optimizer,
  preconditioned,
} from './optimizers.ts';
import { at, dot, plus, type Vector } from './vector.ts';

/** ∇J(0) is (−1, 0), B is diag(1/2 + 1, 1/2). */
const objective = objectiveOf({ rows: [[-1], [1]], labels: [0, 1] }, 1);

/** The first epochs of an optimizer, from `start` by steps of `learningRate`. */
function epochs(optimizer: Optimizer, count: number, learningRate: number, start: Vector = [0, 0]) {
  const descent = optimizer(objective, start, learningRate);
  return Array.from({ length: count }, (): ObjectiveValue => descent.next().value);
}

describe('gradient descent', () => {
  it('starts where it is told, and goes against the gradient by the learning rate', () => {
    const [first, second] = epochs(gradientDescent, 2, 0.1, [0, 0]);
    expect(first?.theta).toEqual([0, 0]);
    expect(first?.gradient).toEqual([-1, 0]);
    expect(second?.theta).toEqual([0.1, 0]);
  });
});

describe('the preconditioned descent', () => {
  it('goes by B⁻¹·∇J', () => {
    const [, second] = epochs(preconditioned, 2, 1);
    expect(second?.theta).toEqual([expect.closeTo(2 / 3, 14), 0]);
  });
});

describe('acceleration', () => {
  /** (tₖ₋₁ − 1)/tₖ of t = 1.618034, 2.193527, 2.749791, 3.29488; the first, of t = 1, is 0. */
  const momenta = [0.28175, 0.43404, 0.53106];

  it('looks ahead of each gradient step by momentum that grows as Nesterov has it', () => {
    const seen = epochs(nesterov, 5, 0.01);
    const steps = seen.map(({ theta, gradient }) => plus(theta, -0.01, gradient));
    const momentum = seen.slice(2).map(({ theta }, k) => {
      const [before, after] = [at(steps, k), at(steps, k + 1)];
      return (at(theta, 0) - at(after, 0)) / (at(after, 0) - at(before, 0));
    });
    expect(momentum).toEqual(momenta.map((value) => expect.closeTo(value, 5)));
  });

  it('starts anew where momentum points uphill', () => {
    const rate = defaultLearningRate('nesterov', objective);
    const seen = epochs(nesterov, 60, rate, [4, 3]);
    const steps = seen.map(({ theta, gradient }) => plus(theta, -rate, gradient));
    const restarts = seen.slice(1, -1).flatMap(({ gradient }, k) => {
      const step = plus(at(steps, k + 1), -1, at(steps, k));
      return dot(gradient, step) > 0 ? [k + 1] : [];
    });
    expect(restarts.length).toBeGreaterThan(0);
    for (const k of restarts.filter((each) => each + 2 < seen.length)) {
      // Two steps down the gradient alone: the second has no momentum yet, as at the start.
      expect(at(seen, k + 1).theta).toEqual(at(steps, k));
      expect(at(seen, k + 2).theta).toEqual(at(steps, k + 1));
    }
  });
});

describe('the default learning rate', () => {
  it('is 1/L, with L the largest eigenvalue of B', () => {
    expect(defaultLearningRate('nesterov', objective)).toBeCloseTo(2 / 3, 12);
    expect(defaultLearningRate('gradient-descent', objective)).toBeCloseTo(2 / 3, 12);
  });

  it('is 1 for steps in units of B', () => {
    expect(defaultLearningRate('preconditioned', objective)).toBe(1);
  });
});
