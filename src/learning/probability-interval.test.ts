import { describe, expect, it } from 'vitest';
import { probability, sigmoid } from './logistic-regression.ts';
import { probabilityInterval95 } from './probability-interval.ts';

const parameters = { weights: [2, -1], intercept: 0.5 };
/** xᵀCx of x = (1, 3, 1) is 0.25. */
const covariance = [
  [0.04, 0.01, -0.02],
  [0.01, 0.01, 0.005],
  [-0.02, 0.005, 0.07],
];

describe('the 95 % interval of a probability', () => {
  it('is 1.96 standard errors of the log-odds to either side', () => {
    const [low, high] = probabilityInterval95(parameters, covariance, [1, 3]);
    expect(low).toBeCloseTo(sigmoid(-0.5 - 1.96 * 0.5), 12);
    expect(high).toBeCloseTo(sigmoid(-0.5 + 1.96 * 0.5), 12);
  });

  it('holds the probability, and is nothing else where the parameters are certain', () => {
    const certain = covariance.map((row) => row.map(() => 0));
    const p = probability(parameters, [1, 3]);
    expect(probabilityInterval95(parameters, certain, [1, 3])).toEqual([p, p]);
  });

  it('is an error for a row or a covariance that does not fit', () => {
    expect(() => probabilityInterval95(parameters, covariance, [1])).toThrow(RangeError);
    expect(() => probabilityInterval95(parameters, covariance.slice(1), [1, 3])).toThrow(RangeError);
  });
});
