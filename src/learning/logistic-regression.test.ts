import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logisticLoss, logit, parametersOf, probability, sigmoid, thetaOf } from './logistic-regression.ts';

describe('a forecast', () => {
  it('is σ(w·x + b)', () => {
    expect(probability({ weights: [2, -1], intercept: 0.5 }, [1, 3])).toBeCloseTo(
      1 / (1 + Math.exp(0.5)),
      15,
    );
  });

  it('of log-odds ln 3 is three quarters', () => {
    expect([0, Math.log(3), -Math.log(3)].map(sigmoid)).toEqual(
      [0.5, 0.75, 0.25].map((p) => expect.closeTo(p, 15)),
    );
  });

  it('takes as many values as there are weights', () => {
    expect(logit({ weights: [2, -1], intercept: 0.5 }, [1, 3])).toBe(-0.5);
    expect(() => logit({ weights: [2, -1], intercept: 0.5 }, [1])).toThrow(RangeError);
  });

  it('of the opposite logit is the opposite forecast', () => {
    fc.assert(
      fc.property(fc.double({ min: -800, max: 800, noNaN: true }), (z) => {
        expect(sigmoid(z) + sigmoid(-z)).toBeCloseTo(1, 14);
        expect(sigmoid(z)).toBeGreaterThanOrEqual(0);
        expect(sigmoid(z)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the loss of a forecast', () => {
  it('is −log of the probability that it gave to what came', () => {
    expect(logisticLoss(0, 1)).toBeCloseTo(Math.LN2, 15);
    expect(logisticLoss(Math.log(3), 1)).toBeCloseTo(-Math.log(0.75), 15);
    expect(logisticLoss(Math.log(3), 0)).toBeCloseTo(-Math.log(0.25), 15);
    expect(logisticLoss(-Math.log(3), 0)).toBeCloseTo(-Math.log(0.75), 15);
  });

  it('grows with the log-odds where the probability rounds to 0 or 1', () => {
    expect([logisticLoss(1000, 0), logisticLoss(-1000, 1), logisticLoss(1000, 1)]).toEqual([1000, 1000, 0]);
    expect(logisticLoss(40, 1)).toBeCloseTo(Math.exp(-40), 30);
  });
});

describe('θ', () => {
  it('is the weights, then the intercept', () => {
    expect(thetaOf({ weights: [1, 2], intercept: 3 })).toEqual([1, 2, 3]);
    expect(parametersOf([1, 2, 3])).toEqual({ weights: [1, 2], intercept: 3 });
    expect(() => parametersOf([])).toThrow(RangeError);
  });
});
