import { describe, expect, it } from 'vitest';
import { recencyWeights, totalWeight } from './recency.ts';

describe('the weights of rows', () => {
  it('halve with each half-life that a row is older than the newest', () => {
    expect([...recencyWeights(4, 1)]).toEqual([0.125, 0.25, 0.5, 1]);
    expect([...recencyWeights(3, 2)]).toEqual([0.5, Math.SQRT1_2, 1]);
  });

  it('are 1 without a half-life', () => {
    expect([...recencyWeights(3, null)]).toEqual([1, 1, 1]);
  });

  it('add up to how many rows of weight 1 they are worth', () => {
    expect(totalWeight(recencyWeights(4, 1))).toBe(1.875);
    expect(totalWeight(recencyWeights(4, null))).toBe(4);
  });
});
