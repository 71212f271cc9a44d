import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probability, sigmoid } from './logistic-regression.ts';

describe('a forecast', () => {
  it('is σ(w·x + b)', () => {
    expect(probability({ weights: [2, -1], intercept: 0.5 }, [1, 3])).toBeCloseTo(
      1 / (1 + Math.exp(0.5)),
      15,
    );
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
