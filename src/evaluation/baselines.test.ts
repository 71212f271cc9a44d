import { describe, expect, it } from 'vitest';
import { measureBaselines, walkForwardBaselines } from './baselines.ts';
import type { Outcome } from './metrics.ts';

const days = [
  { actual: 1, baseRate: 0.4, recentBaseRate: 0.6, persistence: 0 },
  { actual: 0, baseRate: 0.5, recentBaseRate: 0.3, persistence: 1 },
] as const;

describe('the baselines', () => {
  it('forecast constants, classes that never change, today again, and its opposite', () => {
    const outcomes = walkForwardBaselines(days);
    const probabilities = Object.fromEntries(
      Object.entries<readonly Outcome[]>({ ...outcomes }).map(([name, each]) => [
        name,
        each.map(({ probability }) => probability),
      ]),
    );
    expect(probabilities).toEqual({
      baseRate: [0.4, 0.5],
      recentBaseRate: [0.6, 0.3],
      coinFlip: [0.5, 0.5],
      alwaysUp: [1, 1],
      majority: [0, 1],
      persistence: [0, 1],
      contrarian: [1, 0],
    });
    expect(outcomes.persistence.map(({ actual }) => actual)).toEqual([1, 0]);
  });

  it('have no log loss where they forecast a hard 0 or 1, right or wrong', () => {
    const { coinFlip, contrarian, persistence } = measureBaselines(days);
    expect(coinFlip.logLoss).toBeCloseTo(Math.LN2, 12);
    expect([contrarian.logLoss, persistence.logLoss]).toEqual([null, null]);
    expect([contrarian.accuracy, persistence.accuracy]).toEqual([1, 0]);
  });
});
