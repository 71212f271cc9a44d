import { describe, expect, it } from 'vitest';
import { covarianceOf } from './covariance.ts';

/**
 * With weights (1, 2) and θ = (ln 3, 0) the rows x = 0 and x = 1 have p(1 − p) of 1/4 and 3/16, so that with l2 = 1/8
 * H = [[3/8 + 1/8, 3/8], [3/8, 1/4 + 3/8]] = ⅛·[[4, 3], [3, 5]] and
 * G = [[3/4, 3/4], [3/4, 1/4 + 3/4]] = ¼·[[3, 3], [3, 4]]. H⁻¹ = 8/11·[[5, −3], [−3, 4]], and C = H⁻¹·G·H⁻¹ =
 * 16/121·[[21, −6], [−6, 19]].
 */
describe('the covariance of the parameters', () => {
  it('is H⁻¹·G·H⁻¹', () => {
    const rows = { rows: [[0], [1]], labels: [0, 1], rowWeights: Float64Array.of(1, 2) };
    const covariance = covarianceOf(rows, 1 / 8, { weights: [Math.log(3)], intercept: 0 });
    expect(covariance.flat()).toEqual(
      [21, -6, -6, 19].map((value) => expect.closeTo((16 / 121) * value, 12)),
    );
  });

  it('is the inverse of the Fisher information without weights and a penalty', () => {
    const rows = { rows: [[-1], [1]], labels: [0, 1] };
    expect(covarianceOf(rows, 0, { weights: [0], intercept: 0 }).flat()).toEqual(
      [2, 0, 0, 2].map((value) => expect.closeTo(value, 12)),
    );
  });

  it('goes down with the penalty, as the weights are held closer to 0', () => {
    const rows = { rows: [[-1], [1], [2]], labels: [0, 1, 0] };
    const variance = (l2: number) => covarianceOf(rows, l2, { weights: [0.3], intercept: 0 })[0]?.[0];
    expect(variance(10)).toBeLessThan(variance(1) ?? 0);
  });

  it('refuses parameters that do not fit the rows', () => {
    const rows = { rows: [[0], [1]], labels: [0, 1] };
    expect(() => covarianceOf(rows, 1, { weights: [1, 2], intercept: 0 })).toThrow();
  });
});
