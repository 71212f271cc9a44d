import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixOf, times } from './matrix.ts';
import { evaluateObjective, objectiveOf } from './objective.ts';
import { dot, plus, type Vector } from './vector.ts';

const unit = fc.double({ min: -3, max: 3, noNaN: true });
const problem = fc.record({
  rows: fc.array(fc.tuple(unit, unit), { minLength: 2, maxLength: 20 }),
  labels: fc.array(fc.constantFrom(0, 1), { minLength: 20, maxLength: 20 }),
  weights: fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: 20, maxLength: 20 }),
  theta: fc.tuple(unit, unit, unit),
  l2: fc.double({ min: 0, max: 10, noNaN: true }),
});

describe('the objective', () => {
  /** At θ = (ln 3, 0) the rows x = 1 and x = 2 have log-odds ln 3 and ln 9, so probabilities of ¾ and 9/10. */
  const worked = objectiveOf({ rows: [[1], [2]], labels: [0, 1], rowWeights: Float64Array.of(1, 3) }, 2);

  it('is the weighted loss and the penalty, worked by hand', () => {
    const { objective } = evaluateObjective(worked, [Math.log(3), 0]);
    expect(objective).toBeCloseTo(Math.log(4) + 3 * Math.log(10 / 9) + Math.log(3) ** 2, 14);
  });

  it('has the gradient Xᵀ·[s·(p − y)] + l2·(w, 0), worked by hand', () => {
    const { gradient } = evaluateObjective(worked, [Math.log(3), 0]);
    expect(gradient).toEqual(
      [0.75 - 0.6 + 2 * Math.log(3), 0.75 - 0.3].map((value) => expect.closeTo(value, 14)),
    );
  });

  it('has a Hessian of at most Xᵀ·S·X/4 + diag(l2, 0), worked by hand', () => {
    expect(worked.hessianBound).toEqual([
      [5.25, 1.75],
      [1.75, 1],
    ]);
  });

  it('measures gradients by the sum of the weights', () => {
    expect(worked.totalWeight).toBe(4);
    expect(objectiveOf({ rows: [[1], [2], [3]], labels: [0, 1, 1] }, 1).totalWeight).toBe(3);
  });

  it.each([
    ['no rows', { rows: [], labels: [] }],
    ['too few labels', { rows: [[1], [2]], labels: [1] }],
    ['too many labels', { rows: [[1]], labels: [1, 0] }],
    ['too few weights', { rows: [[1], [2]], labels: [1, 0], rowWeights: Float64Array.of(1) }],
    ['rows of two lengths', { rows: [[1], [2, 3]], labels: [1, 0] }],
  ])('is an error with %s', (_, rows) => {
    expect(() => objectiveOf(rows, 1)).toThrow();
  });

  it('takes a single row', () => {
    expect(objectiveOf({ rows: [[1, 2]], labels: [1] }, 3).penalties).toEqual([3, 3, 0]);
  });

  it('takes a θ of one value for each feature and the intercept alone', () => {
    expect(() => evaluateObjective(worked, [1])).toThrow();
    expect(() => evaluateObjective(worked, [1, 2, 3])).toThrow();
  });

  it('is n·log 2 where every forecast is one half', () => {
    const objective = objectiveOf({ rows: [[1], [2], [3]], labels: [0, 1, 1] }, 1);
    expect(evaluateObjective(objective, [0, 0]).objective).toBeCloseTo(3 * Math.LN2, 14);
  });

  it('penalises weights by half l2 times their square, and not the intercept', () => {
    const rows = { rows: [[0], [0]], labels: [0, 1] };
    const at = (theta: Vector, l2: number) => evaluateObjective(objectiveOf(rows, l2), theta).objective;
    expect(at([3, 0], 2) - at([3, 0], 0)).toBeCloseTo(9, 12);
    expect(at([0, 3], 2) - at([0, 3], 0)).toBe(0);
  });

  it('has the gradient that finite differences see', () => {
    fc.assert(
      fc.property(problem, ({ rows, labels, weights, theta, l2 }) => {
        const n = rows.length;
        const objective = objectiveOf(
          { rows, labels: labels.slice(0, n), rowWeights: Float64Array.from(weights.slice(0, n)) },
          l2,
        );
        const { gradient } = evaluateObjective(objective, theta);
        for (const j of theta.keys()) {
          const axis = theta.map((_, k) => (k === j ? 1 : 0));
          const ahead = evaluateObjective(objective, plus(theta, 1e-5, axis)).objective;
          const behind = evaluateObjective(objective, plus(theta, -1e-5, axis)).objective;
          expect(gradient[j]).toBeCloseTo((ahead - behind) / 2e-5, 4);
        }
      }),
    );
  });

  it('never rises above the parabola that the bound of its Hessian draws', () => {
    fc.assert(
      fc.property(problem, fc.tuple(unit, unit, unit), ({ rows, labels, theta, l2 }, step) => {
        const objective = objectiveOf({ rows, labels: labels.slice(0, rows.length) }, l2);
        const here = evaluateObjective(objective, theta);
        const there = evaluateObjective(objective, plus(theta, 1, step)).objective;
        const curvature = dot(step, times(matrixOf(objective.hessianBound), step));
        expect(there).toBeLessThanOrEqual(here.objective + dot(here.gradient, step) + curvature / 2 + 1e-9);
      }),
    );
  });

  it('counts a row of weight 2 as two rows', () => {
    const twice = objectiveOf({ rows: [[1], [2], [2]], labels: [0, 1, 1] }, 1);
    const weighted = objectiveOf({ rows: [[1], [2]], labels: [0, 1], rowWeights: Float64Array.of(1, 2) }, 1);
    expect(evaluateObjective(weighted, [0.3, -0.2])).toEqual(evaluateObjective(twice, [0.3, -0.2]));
    expect(weighted.hessianBound).toEqual(twice.hessianBound);
  });
});
